import { message } from '../../errors';
import { headerNamed, readRange } from '../headers';
import { type Scope, scopeAt } from '../scope';
import { type Checked, type Finding, finding, replace } from './finding';

/** Limits, offsets, ranges and orders that do nothing or cannot be. */
export function checkRanges({ request, scope }: Checked): readonly Finding[] {
  const { parameters } = request.target;
  const limits = parameters.flatMap((parameter) => {
    if (parameter.kind !== 'limit' && parameter.kind !== 'offset') return [];
    const { count, value, kind, embed } = parameter;
    if (count === undefined) {
      return [
        finding(
          'warning',
          'noNumber',
          value.start < value.end ? value : parameter,
          message('This is no whole number, and PostgREST passes it over.'),
        ),
      ];
    }
    if (count < 0 && kind === 'limit')
      return [finding('error', 'negative', value, message('A limit is 0 or more.'))];
    const inner = embed.length > 0 ? scopeAt(scope, embed) : undefined;
    const single = inner && isSingle(inner);
    return single
      ? [
          finding(
            'hint',
            'limitOfOne',
            parameter.key,
            message('There is at most one row to limit here.'),
          ),
        ]
      : [];
  });
  const orders = parameters.flatMap((parameter) => {
    if (parameter.kind !== 'order') return [];
    const inner = scopeAt(scope, parameter.embed);
    return parameter.terms.flatMap((term) => {
      if (term.kind === 'broken' || !term.relation || !inner) return [];
      const related = scopeAt(inner, [term.relation]);
      const many = related?.ways.some((way) => way.many);
      return many
        ? [
            finding(
              'error',
              'orderByMany',
              term.relation,
              message(
                '{0} has many rows for each one here, so it cannot give the order.',
                term.relation.name,
              ),
            ),
          ]
        : [];
    });
  });
  return [...limits, ...orders, ...rangeHeader(request)];
}

/** For each row around there is at most one here. */
function isSingle({ ways }: Scope): boolean {
  return ways.length > 0 && ways.every(({ many }) => !many);
}

function rangeHeader({ method, headers }: Checked['request']): readonly Finding[] {
  const header = headerNamed(headers, 'range');
  if (!header) return [];
  const reads = method === undefined || method.name === 'GET';
  if (!reads)
    return [
      finding(
        'warning',
        'rangeOnWrite',
        header.nameSpan,
        message('Range counts on GET alone. Use limit and offset.'),
      ),
    ];
  const range = readRange(header.value);
  if (!range) {
    return [
      finding(
        'warning',
        'rangeForm',
        header.valueSpan,
        message(
          'A range is written as 0-9, or 10- for all from the eleventh row on; PostgREST passes this over.',
        ),
      ),
    ];
  }
  if (range.last === undefined || range.first <= range.last) return [];
  return [
    finding(
      'error',
      'rangeOrder',
      header.valueSpan,
      message('The first row of a range cannot come after the last.'),
      [replace(header.valueSpan, `${range.last}-${range.first}`, message('Turn it round'))],
    ),
  ];
}
