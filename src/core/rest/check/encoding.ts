import { message } from '../../errors';
import type { Span } from '../span';
import { type Checked, type Finding, finding } from './finding';

/** Characters that a query reads otherwise than they look. */
export function checkEncoding({ text, request }: Checked): readonly Finding[] {
  return request.target.parameters.flatMap((parameter) => {
    if (parameter.isUtf8 === false) {
      const sentence = message(
        'What is percent-encoded here is no UTF-8, and the server fails over it.',
      );
      return [finding('error', 'notUtf8', parameter, sentence)];
    }
    if (parameter.kind !== 'filter' && parameter.kind !== 'logic' && parameter.kind !== 'argument')
      return [];
    return pluses(parameter.value, text);
  });
}

/** A + is a space. Between two words that is often meant; before a digit or a time zone it never is. */
function pluses({ start, end }: Span, text: string): readonly Finding[] {
  const value = text.slice(start, end);
  const found = [...value.matchAll(/\+/g)];
  const [first] = found;
  if (!first) return [];
  const likely = /(?:^|[.(,"])\+\d|\d\+\d\d/.test(value);
  const edits = found.map(({ index }) => ({
    start: start + index,
    end: start + index + 1,
    text: '%2B',
  }));
  return [
    finding(
      likely ? 'warning' : 'hint',
      'plus',
      { start: start + first.index, end: start + first.index + 1 },
      message('A + in an address is a space.'),
      [{ title: message('Write %2B for the sign'), edits }],
    ),
  ];
}
