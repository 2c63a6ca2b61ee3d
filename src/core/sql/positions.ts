/** The UTF-16 offset of a position that Postgres counted in characters. */
export function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let passed = 0; passed < characters && offset < text.length; passed++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
