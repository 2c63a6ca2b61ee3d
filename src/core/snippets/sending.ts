/** What a request is beside its address and what authenticates it. */
export interface Sending {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
}

/** A plain GET. */
export const reading: Sending = { method: 'GET', headers: [] };

/** With the schema that the code must name. */
export function withProfile(sending: Sending, profile: string | undefined): Sending['headers'] {
  return profile === undefined
    ? sending.headers
    : [['Accept-Profile', profile], ...sending.headers];
}
