import { message } from '../../errors';
import { headerNamed } from '../headers';
import { isAtLeast } from '../version';
import { type Checked, type Finding, finding } from './finding';

/** Writes that reach further than a person may mean, or that the server refuses. */
export function checkWrites({ request, scope, version }: Checked): readonly Finding[] {
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
      found.push(finding('warning', 'unfilteredWrite', method, sentence));
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
