import { message } from '../../errors';
import type { LogicGroup, LogicNode, Parameter } from '../ast';
import { type Checked, type Finding, type Fix, finding, replace } from './finding';

/** What the server cannot read, and what it passes over without a word. */
export function checkSyntax({ text, request }: Checked): readonly Finding[] {
  const { parameters } = request.target;
  const commas = parameters.flatMap((parameter) =>
    parameter.kind === 'logic' && parameter.group.kind === 'group'
      ? looseCommas(parameter.group, text)
      : [],
  );
  const broken = request.issues.map((issue) => {
    const comma = commas.find(({ start, end }) => start <= issue.start && issue.start <= end);
    return finding('error', 'syntax', issue, issue.sentence, comma ? [comma.fix] : []);
  });
  const method =
    request.method && !request.method.name
      ? [
          finding(
            'error',
            'method',
            request.method,
            message('Begin the request with GET, HEAD, POST, PATCH, PUT or DELETE.'),
          ),
        ]
      : [];
  return [
    ...method,
    ...broken,
    ...parameters.flatMap((parameter, index) => passedOver(parameter, parameters[index - 1], text)),
  ];
}

interface LooseComma {
  readonly start: number;
  readonly end: number;
  readonly fix: Fix;
}

/** A broken piece behind a value without quotes: its comma most likely belongs to the value. */
function looseCommas({ children }: LogicGroup, text: string): readonly LooseComma[] {
  return children.flatMap((child: LogicNode, index) => {
    if (child.kind === 'group') return looseCommas(child, text);
    const before = children[index - 1];
    if (child.kind !== 'broken' || before?.kind !== 'filter') return [];
    const { operand } = before.condition;
    if (operand.kind !== 'text' || operand.quoted) return [];
    const value = text.slice(operand.start, child.end);
    const fix = replace(
      { start: operand.start, end: child.end },
      `"${value.replace(/["\\]/g, '\\$&')}"`,
      message('Put the value in quotes'),
    );
    return [{ start: child.start, end: child.end, fix }];
  });
}

function passedOver(
  parameter: Parameter,
  before: Parameter | undefined,
  text: string,
): readonly Finding[] {
  if (
    parameter.kind === 'logic' &&
    parameter.group.kind === 'broken' &&
    parameter.value.start < parameter.value.end &&
    !text.slice(parameter.value.start).startsWith('(')
  ) {
    return [
      finding(
        'error',
        'groupBrackets',
        parameter.value,
        message('The filters of a group stand in brackets, as in or=(id.eq.1,id.eq.2).'),
        [
          replace(
            parameter.value,
            `(${text.slice(parameter.value.start, parameter.value.end)})`,
            message('Put it in brackets'),
          ),
        ],
      ),
    ];
  }
  if (parameter.ignored) {
    return [
      finding(
        'warning',
        'passedOver',
        parameter.ignored,
        message('PostgREST stops reading before this and passes it over.'),
        [replace(parameter.ignored, '', message('Remove it'))],
      ),
    ];
  }
  if (parameter.kind !== 'ignored') return [];
  const separator = text.slice(parameter.start - 1, parameter.start);
  const joins = before && /[&;]/.test(separator) && parameter.value.start === parameter.value.end;
  return [
    finding(
      'warning',
      'passedOver',
      parameter,
      joins
        ? message('This has no = and is passed over: a {0} ends the value before it.', separator)
        : message(
            'PostgREST passes this over: it reads each of select, columns and on_conflict once.',
          ),
      [
        joins
          ? replace(
              { start: parameter.start - 1, end: parameter.start },
              encodeURIComponent(separator),
              message('Make it part of the value before'),
            )
          : undefined,
      ],
    ),
  ];
}
