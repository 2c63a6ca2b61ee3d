import { message } from '../../errors';
import type { Target } from '../ast';
import { headerNamed } from '../headers';
import type { ParsedRequest } from '../parse';
import { name as spellName } from '../print';
import type { RestTable } from '../restCatalog';
import type { Span } from '../span';
import { parametersOf } from '../target';
import { isAtLeast } from '../version';
import { type Checked, type Finding, type Fix, finding, replace } from './finding';

/** Writes that reach further than a person may mean, or that the server refuses. */
export function checkWrites({ text, request, scope, version }: Checked): readonly Finding[] {
  const { method, target, body, headers } = request;
  if (!method?.name || target.path.kind !== 'table') return [];
  const filters = target.parameters.filter(
    (one) => (one.kind === 'filter' || one.kind === 'logic') && one.embed.length === 0,
  );
  const limit = target.parameters.find((one) => one.kind === 'limit' && one.embed.length === 0);
  const found: Finding[] = [];
  if (method.name === 'PATCH' || method.name === 'DELETE') {
    const limited = limit && version && !isAtLeast(version, '13');
    if (filters.length === 0 && !limited) {
      const sentence =
        method.name === 'PATCH'
          ? message('Without a filter this changes every row of {0}.', target.path.name)
          : message('Without a filter this deletes every row of {0}.', target.path.name);
      found.push(
        finding('warning', 'unfilteredWrite', method, sentence, [
          filteredByKey(text, target, scope.table),
        ]),
      );
    }
    const ordered = target.parameters.some((one) => one.kind === 'order' && one.embed.length === 0);
    if (limited && !ordered) {
      found.push(
        finding(
          'error',
          'limitWithoutOrder',
          limit,
          message('A limit on a write needs an order by a unique column.'),
        ),
      );
    }
  }
  if (method.name === 'PUT') {
    const keys =
      scope.table?.columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name) ?? [];
    const named = filters.flatMap((one) =>
      one.kind === 'filter' &&
      one.field.kind === 'field' &&
      one.condition.kind === 'condition' &&
      one.condition.operator.name === 'eq'
        ? [one.field.name.name]
        : [],
    );
    if (
      scope.table &&
      (keys.some((key) => !named.includes(key)) || filters.length !== keys.length)
    ) {
      found.push(
        finding(
          'error',
          'putKey',
          method,
          message('PUT names one row: filter {0} with eq. and nothing else.', keys.join(', ')),
        ),
      );
    }
    if (limit)
      found.push(finding('error', 'putLimit', limit, message('PUT takes no limit and no offset.')));
  }
  if (
    ['POST', 'PATCH', 'PUT'].includes(method.name) &&
    !body &&
    !headerNamed(headers, 'content-type')
  ) {
    found.push(
      finding(
        'warning',
        'noBody',
        method,
        message('This has no body: put an empty line under the headers, and below it the JSON.'),
      ),
    );
  }
  if (method.name === 'POST' && body) found.push(...differentKeys(text, request, body));
  if ((method.name === 'GET' || method.name === 'HEAD') && body) {
    found.push(
      finding(
        'warning',
        'bodyOnRead',
        body,
        message('A read has no body, so this is not looked at.'),
      ),
    );
  }
  return found;
}

/** The filter that names one row, its value to be written. */
function filteredByKey(
  text: string,
  target: Target,
  table: RestTable | undefined,
): Fix | undefined {
  const keys = table?.columns.filter(({ primaryKey }) => primaryKey) ?? [];
  if (keys.length === 0) return undefined;
  const filters = keys.map(({ name }) => `${spelledName(name)}=eq.`).join('&');
  const names = keys.map(({ name }) => name).join(', ');
  return replace(
    { start: target.end, end: target.end },
    separatorAt(text, target) + filters,
    message('Filter by {0}', names),
  );
}

/** Without `columns` the server wants the same keys in each object of an array. */
function differentKeys(text: string, { target }: ParsedRequest, body: Span): readonly Finding[] {
  const rows = parseJson(text.slice(body.start, body.end));
  if (!Array.isArray(rows) || parametersOf(target, 'columns').length > 0) return [];
  const keys = rows.map((row) =>
    Object.keys(row ?? {})
      .sort()
      .join('\n'),
  );
  const odd = keys.findIndex((one) => one !== keys[0]);
  if (odd < 0) return [];
  const all = new Set(keys.flatMap((one) => one.split('\n')));
  const query = `${separatorAt(text, target)}columns=${[...all].map(spelledName).join(',')}`;
  return [
    finding(
      'error',
      'differentKeys',
      body,
      message(
        'Object {0} has other keys than the first; all must have the same, or columns must name them.',
        String(odd + 1),
      ),
      [
        replace(
          { start: target.end, end: target.end },
          query,
          message('Name all of them in columns'),
        ),
      ],
    ),
  ];
}

/** What a further parameter is joined to the query with. */
function separatorAt(text: string, { parameters, start, end }: Target): string {
  if (/[?&]$/.test(text.slice(start, end))) return '';
  return parameters.length > 0 ? '&' : '?';
}

function spelledName(name: string): string {
  return encodeURIComponent(spellName({ name, quoted: false }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
