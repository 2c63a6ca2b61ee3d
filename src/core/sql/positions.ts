/** The UTF-16 offset of a position that Postgres counted in characters. */
export function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let passed = 0; passed < characters && offset < text.length; passed++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The UTF-16 offset of a position that Postgres' parser counted in bytes of UTF-8. */
export function utf16OffsetOfByte(text: string, bytes: number): number {
  let offset = 0;
  for (let passed = 0; passed < bytes && offset < text.length; ) {
    const code = text.codePointAt(offset) ?? 0;
    passed += code < 0x80 ? 1 : code < 0x800 ? 2 : code > 0xffff ? 4 : 3;
    offset += code > 0xffff ? 2 : 1;
  }
  return offset;
}
