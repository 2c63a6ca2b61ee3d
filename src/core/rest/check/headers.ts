import { message } from '../../errors';
import { nearest } from '../../nearest';
import { type Header, headerNamed, type Preference } from '../headers';
import type { ParsedRequest } from '../parse';
import { preferences } from '../preferences';
import { isSingle } from '../request';
import { type Checked, type Finding, finding, replace, withoutLine } from './finding';

/** Headers that PostgREST does not know, or that do not go together. */
export function checkHeaders({ text, request, keyHeaders }: Checked): readonly Finding[] {
  return [
    ...request.headers.flatMap((header) => (header.name === '' ? notAHeader(header) : [])),
    ...repeated(text, request),
    ...request.headers.flatMap((header) => header.preferences.flatMap(ofPreference)),
    ...maxAffected(request),
    ...profiles(request),
    ...oneOfTwo(text, request, keyHeaders),
  ];
}

function notAHeader(header: Header): readonly Finding[] {
  return [
    finding(
      'error',
      'header',
      header,
      message('This is no header: write Name: value, or an empty line before the body.'),
    ),
  ];
}

function repeated(text: string, { headers }: ParsedRequest): readonly Finding[] {
  return headers
    .filter(
      ({ name }, index) => isSingle(name) && headers.findIndex((one) => one.name === name) < index,
    )
    .map((header) =>
      finding(
        'error',
        'repeatedHeader',
        header,
        message(
          '{0} is written a second time: keep one of the two.',
          text.slice(header.nameSpan.start, header.nameSpan.end),
        ),
        [withoutLine(text, header)],
      ),
    );
}

function ofPreference(preference: Preference): readonly Finding[] {
  const { name, value } = preference;
  const known = preferences.find((one) => one.name === name);
  if (!known) {
    const other = nearest(
      name,
      preferences.map((one) => one.name),
    );
    return [
      finding(
        'warning',
        'unknownPreference',
        preference,
        message('PostgREST does not know the preference {0} and passes it over.', name),
        [
          other
            ? replace(preference, `${other}=${value}`, message('Change it to {0}', other))
            : undefined,
        ],
      ),
    ];
  }
  if (known.values.length === 0 ? value !== '' : known.values.some((one) => one.value === value))
    return [];
  const other = nearest(
    value,
    known.values.map((one) => one.value),
  );
  const possible = known.values.map((one) => one.value).join(', ');
  return [
    finding(
      'warning',
      'unknownPreference',
      preference,
      possible === ''
        ? message('{0} needs a value, as in {1}.', name, known.example)
        : message('{0} is one of {1}; PostgREST passes this over.', name, possible),
      [
        other
          ? replace(preference, `${name}=${other}`, message('Change it to {0}', other))
          : undefined,
      ],
    ),
  ];
}

function maxAffected({ headers }: ParsedRequest): readonly Finding[] {
  const all = headers.flatMap((header) => header.preferences);
  const limit = all.find(({ name }) => name === 'max-affected');
  if (!limit || all.some(({ name, value }) => name === 'handling' && value === 'strict')) return [];
  return [
    finding(
      'warning',
      'maxAffectedStrict',
      limit,
      message('max-affected counts with handling=strict alone.'),
      [
        replace(
          { start: limit.start, end: limit.start },
          'handling=strict, ',
          message('Add handling=strict'),
        ),
      ],
    ),
  ];
}

function profiles({ method, headers }: ParsedRequest): readonly Finding[] {
  const reads = method === undefined || method.name === 'GET' || method.name === 'HEAD';
  const [right, wrong] = reads
    ? ['Accept-Profile', 'content-profile']
    : ['Content-Profile', 'accept-profile'];
  const header = headerNamed(headers, wrong);
  if (!header || headerNamed(headers, right.toLowerCase())) return [];
  return [
    finding(
      'warning',
      'profileHeader',
      header.nameSpan,
      message('The schema of this request is chosen by {0}.', right),
      [replace(header.nameSpan, right, message('Change it to {0}', right))],
    ),
  ];
}

/** A provider that wants the key in two headers gets ours in the one that is not written. */
function oneOfTwo(
  text: string,
  { headers }: ParsedRequest,
  keyHeaders: readonly string[],
): readonly Finding[] {
  const written = headers.filter(({ name }) => keyHeaders.includes(name));
  const [only] = written;
  if (!only || written.length !== 1 || keyHeaders.length < 2) return [];
  const other = keyHeaders.find((name) => name !== only.name) ?? '';
  return [
    finding(
      'warning',
      'oneKeyHeader',
      only,
      message(
        'The gateway wants the key in {0} too. Leave both out: the key of the chosen role is sent by itself.',
        other,
      ),
      [withoutLine(text, only)],
    ),
  ];
}
