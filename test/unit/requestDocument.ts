/** A request document, as far as it is looked at; a line and a character where the bar stands. */
export function documentOf(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const lines = text.split('\n');
  const positionAt = (at: number) => {
    const before = text.slice(0, at).split('\n');
    return placeAt(before.length - 1, before.at(-1)?.length ?? 0);
  };
  const document = {
    languageId: 'pgrst',
    uri: 'untitled:1',
    getText: () => text,
    lineAt: (line: number) => ({ text: lines[line] ?? '' }),
    offsetAt: ({ line, character }: Place) =>
      lines.slice(0, line).join('\n').length + (line === 0 ? 0 : 1) + character,
    positionAt,
  };
  return { document: document as never, position: positionAt(offset) as never, lines };
}

export interface Place {
  readonly line: number;
  readonly character: number;
}

function placeAt(line: number, character: number) {
  return { line, character, with: (_: undefined, other: number) => placeAt(line, other) };
}
