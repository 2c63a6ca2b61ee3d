import { asNumber, type StandIn, type StoodFor } from './standIns';

/** A variable within a literal; `encoded` where it stands in a part of a URL. */
export interface Spliced {
  readonly variable: StoodFor;
  readonly encoded: 'path' | 'query' | undefined;
}

/** What a literal is made of: text as the literal spells it, and variables. */
export type Piece = string | Spliced;

/** How a language reads variables. */
export interface Splicing {
  /** Literals, and what must not be taken for the beginning of one. */
  readonly literals: RegExp;
  /** The literal `token` with variables in it. */
  literal(token: string, pieces: readonly Piece[]): string;
  /** A variable whose value is JSON. */
  json(variable: StoodFor): string;
  /** Code in front. */
  before(code: SplicedCode): readonly string[];
  imports(code: SplicedCode): readonly string[];
}

export interface SplicedCode {
  readonly text: string;
  readonly used: readonly Spliced[];
}

/** Puts code that reads variables in the place of their stand-ins. */
export function splice(
  text: string,
  standIns: readonly StandIn[],
  { literals, literal, json }: Splicing,
): SplicedCode {
  const used: Spliced[] = [];
  const inLiterals = text.replace(literals, (token) => {
    const pieces = standIns.reduce<readonly Piece[]>(withVariable, [token]);
    const found = pieces.filter((piece) => typeof piece !== 'string');
    used.push(...found);
    return found.length === 0 ? token : literal(token, pieces);
  });
  const spliced = standIns.reduce((code, one) => {
    const number = asNumber(one);
    if (code.includes(number)) used.push({ variable: one.variable, encoded: undefined });
    return code.replaceAll(number, json(one.variable));
  }, inLiterals);
  return { text: spliced, used };
}

function withVariable(pieces: readonly Piece[], one: StandIn): readonly Piece[] {
  const { text, variable } = one;
  const inUrl = encodeURIComponent(text);
  let before = '';
  return pieces.flatMap((piece) => {
    if (typeof piece !== 'string') return [piece];
    return piece.split(new RegExp(`(${text}|${inUrl}|${asNumber(one)})`)).map((part, index) => {
      before += part;
      if (index % 2 === 0) return part;
      const where = before.includes('?') ? 'query' : 'path';
      return { variable, encoded: part === inUrl ? where : undefined };
    });
  });
}

/** The pieces in one text. */
export function joined(pieces: readonly Piece[], read: (one: Spliced) => string): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : read(piece))).join('');
}

/** The pieces of a literal in double quotes, or in others, one after another. */
export function terms(pieces: readonly Piece[], read: (one: Spliced) => string): readonly string[] {
  const [first] = pieces;
  const quote = typeof first === 'string' ? first.charAt(0) : '"';
  return pieces.flatMap((piece, index) => {
    if (typeof piece !== 'string') return [read(piece)];
    const start = index === 0 ? '' : quote;
    const end = index === pieces.length - 1 ? '' : quote;
    const written = start + piece + end;
    return written.length === 2 ? [] : [written];
  });
}
