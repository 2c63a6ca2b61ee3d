/** Mulberry32: the same words on every run. */
export function generator(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~$*+/=%!';
  const word = (length: number) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)] ?? '').join('');
  const of = (characters: string, length: number) =>
    Array.from({ length }, () => characters[below(characters.length)] ?? '').join('');
  return { below, word, of };
}
