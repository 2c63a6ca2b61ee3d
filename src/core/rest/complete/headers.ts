import { type Message, message } from '../../errors';
import { mediaTypes } from '../keywords';
import { preferences } from '../preferences';
import type { Span } from '../span';
import { usedFeatures } from '../versions';
import type { Completion, Place } from './completion';

const names: readonly { readonly name: string; readonly meaning: Message }[] = [
  {
    name: 'Prefer',
    meaning: message('How the server carries the request out, as in return=representation.'),
  },
  { name: 'Accept', meaning: message('The form of the answer.') },
  { name: 'Accept-Profile', meaning: message('The schema that is read.') },
  {
    name: 'Content-Profile',
    meaning: message('The schema that is written, or whose function is called.'),
  },
  { name: 'Content-Type', meaning: message('The form of the body.') },
  { name: 'Range', meaning: message('The rows of the answer, counted from 0, as in 0-9.') },
  { name: 'Range-Unit', meaning: message('items') },
];

/** A header at the cursor: its name, or what its name allows behind the colon. `start` is where the line begins. */
export function headerCompletions(place: Place, start: number): readonly Completion[] {
  const { text, offset, catalog } = place;
  const written = text.slice(start, offset);
  const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*)$/s.exec(written) ?? [];
  const lineEnd = text.indexOf('\n', offset);
  const end = lineEnd < 0 ? text.length : lineEnd;
  if (name === undefined || value === undefined) {
    const colon = text.slice(offset, end).includes(':');
    const [rest = ''] = /^[\w-]*/.exec(text.slice(offset, end)) ?? [];
    const span = {
      start: start + written.length - written.trimStart().length,
      end: offset + rest.length,
    };
    return names.map((one) => ({
      label: one.name,
      kind: 'header',
      insert: one.name + (colon ? '' : ': '),
      span,
      meaning: one.meaning,
      goesOn: true,
    }));
  }
  const whole = { start: offset - value.length, end };
  switch (name.toLowerCase()) {
    case 'prefer':
      return preferenceCompletions(place, value);
    case 'accept':
      return mediaTypes.map((one) => plain(one.value, whole, one.meaning));
    case 'accept-profile':
    case 'content-profile':
      return (catalog?.schemas ?? []).map((schema) => plain(schema, whole));
    case 'content-type':
      return ['application/json', 'text/csv', 'application/x-www-form-urlencoded'].map((one) =>
        plain(one, whole),
      );
    default:
      return [];
  }
}

function plain(value: string, span: Span, meaning?: Message): Completion {
  return { label: value, kind: 'value', insert: value, span, ...(meaning && { meaning }) };
}

/** Tokens that this server knows and that are not there yet. */
function preferenceCompletions(place: Place, value: string): readonly Completion[] {
  const { text, offset, request } = place;
  const [token = ''] = /[^,\s]*$/.exec(value) ?? [];
  const [rest = ''] = /^[^,\s]*/.exec(text.slice(offset)) ?? [];
  const span = { start: offset - token.length, end: offset + rest.length };
  const given = request.headers
    .flatMap((header) => header.preferences)
    .filter(({ start, end }) => offset < start || end < offset)
    .map(({ name }) => name);
  return preferences
    .filter(({ name }) => !given.includes(name))
    .flatMap(({ name, values, example, meaning }) =>
      values.length === 0
        ? [plain(example, span, meaning)]
        : values.map((one) => plain(`${name}=${one.value}`, span, one.meaning)),
    )
    .filter(({ insert }) => isKnown(place, insert));
}

function isKnown({ request, lacks }: Place, token: string): boolean {
  const [name = '', value = ''] = token.split('=');
  const span = { start: 0, end: 0 };
  const header = {
    ...span,
    name: 'prefer',
    nameSpan: span,
    value: token,
    valueSpan: span,
    preferences: [{ ...span, name, value }],
  };
  const uses = usedFeatures({
    ...request,
    target: { ...request.target, parameters: [] },
    headers: [header],
  });
  return !uses.some(({ feature }) => lacks(feature));
}
