/** What stands in a request for the value of a variable, until code that reads the variable takes its place. */
export interface StandIn {
  readonly text: string;
  readonly variable: StoodFor;
}

export type StoodFor =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'uuid' };

/** Letters of a script that no language and no grammar gives a meaning to; a URL shows them percent-encoded. */
export function standInFor(variable: StoodFor, index: number): StandIn {
  return { text: `ᚠ${index}ᛟ`, variable };
}

/** Bare in JSON only a number can stand; so long a one stays as it is everywhere. */
const first = 908_172_635_440_000;

export function asNumber({ text }: StandIn): string {
  return String(first + Number(text.slice(1, -1)));
}

/** A JSON body in which what stands outside of texts is a number. */
export function withNumbers(body: string, standIns: readonly StandIn[]): string {
  return body.replace(/"(?:\\.|[^"\\])*"|ᚠ\d+ᛟ/gs, (token) => {
    const bare = standIns.find(({ text }) => text === token);
    return bare ? asNumber(bare) : token;
  });
}

/** Whether text holds the place of a variable. */
export function holdsStandIn(text: string): boolean {
  return /ᚠ\d+ᛟ/.test(text);
}
