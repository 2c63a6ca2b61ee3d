import { type Code, code, lines } from './code';
import { reading, type Sending, withProfile } from './sending';
import type { SnippetContext } from './snippet';
import { requestSlots, variableOf, writtenValue } from './values';

/** A word of a POSIX shell that nothing expands. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A request with curl of what `path` says, which stands in double quotes; what is written down becomes variables in front. */
export function shellRows(context: SnippetContext, path: Code, sending: Sending = reading): Code {
  const assignments = requestSlots(context).flatMap((slot) => {
    const value = writtenValue(context, slot);
    return value === undefined ? [] : [`${variableOf(context, slot)}=${quoted(value)}`];
  });
  const headers = [
    ...context.headers.map(
      ({ name, before, credential }) =>
        `-H "${name}: ${before}$${variableOf(context, credential)}"`,
    ),
    ...withProfile(sending, context.profile).map(
      ([name, value]) => `-H ${quoted(`${name}: ${value}`)}`,
    ),
    ...(sending.body === undefined ? [] : [`--data-binary ${quoted(sending.body)}`]),
  ];
  const words = [code`"$${variableOf(context, 'url')}${path}"`, ...headers.map((word) => [word])];
  return lines(
    ...assignments,
    ...words.map((word, at) => {
      const start = at === 0 ? `curl --fail-with-body -sS ${methodOf(sending)}` : '  ';
      return at === words.length - 1 ? code`${start}${word}` : code`${start}${word} \\`;
    }),
  );
}

/** HEAD has an option of its own, or curl would wait for a body. */
function methodOf({ method }: Sending): string {
  if (method === 'GET') return '';
  return method === 'HEAD' ? '--head ' : `-X ${method} `;
}
