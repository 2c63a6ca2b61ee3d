import { type Code, code, lines } from './code';
import type { SnippetContext } from './snippet';
import { requestSlots, variableOf, writtenValue } from './values';

/** A word of a POSIX shell that nothing expands. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A GET with curl of what `path` says; what is written down becomes variables in front. */
export function shellRows(context: SnippetContext, path: Code): Code {
  const assignments = requestSlots(context).flatMap((slot) => {
    const value = writtenValue(context, slot);
    return value === undefined ? [] : [`${variableOf(context, slot)}=${quoted(value)}`];
  });
  const headers = [
    ...context.headers.map(
      ({ name, before, credential }) =>
        `-H "${name}: ${before}$${variableOf(context, credential)}"`,
    ),
    ...(context.profile === undefined
      ? []
      : [`-H ${quoted(`Accept-Profile: ${context.profile}`)}`]),
  ];
  const words = [code`"$${variableOf(context, 'url')}${path}"`, ...headers.map((word) => [word])];
  return lines(
    ...assignments,
    ...words.map((word, at) => {
      const start = at === 0 ? 'curl --fail-with-body -sS ' : '  ';
      return at === words.length - 1 ? code`${start}${word}` : code`${start}${word} \\`;
    }),
  );
}
