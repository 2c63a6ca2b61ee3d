/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pieces =
  '. , ( ) ! : :: -> ->> - " \\ * { } [ ] \t é 😀 % %C3 %zz + ; & = ? # \n not. and( or( in.( is. eq. any count() .sum() !inner ...a( desc .nullsfirst null -1 {{x}} rpc/'
    .split(' ')
    .concat(' ');

/** The text with one to four pieces put in, taken out, swapped, or repeated, `often` times at most. */
export function mutate(text: string, random: () => number, often = 2_000): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const piece = () => pieces[below(pieces.length)] ?? '';
  let mutated = text;
  for (let left = 1 + below(4); left > 0; left--) {
    const at = below(mutated.length + 1);
    const kind = random();
    if (kind < 0.45) mutated = mutated.slice(0, at) + piece() + mutated.slice(at);
    else if (kind < 0.75) mutated = mutated.slice(0, at) + mutated.slice(at + 1 + below(4));
    else if (kind < 0.995) mutated = mutated.slice(0, at) + piece() + mutated.slice(at + 1);
    else mutated = mutated.slice(0, at) + piece().repeat(often) + mutated.slice(at);
  }
  // Half of a character cannot be encoded.
  return mutated.replace(/\p{Surrogate}/gu, '');
}
