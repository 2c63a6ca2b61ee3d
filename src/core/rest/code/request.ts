import { Failure, message } from '../../errors';
import type { Feature, SnippetContext, SnippetLanguage, SnippetText } from '../../snippets/snippet';
import type { ParsedRequest } from '../parse';
import type { Method, RestRequest } from '../request';
import { toHttpRequest } from '../send';
import { type StandIn, withNumbers } from './standIns';

/** A request as code sends it. */
export interface CodeRequest {
  readonly method: Method;
  /** From the project URL on, percent-encoded. */
  readonly path: string;
  /** Without those that authenticate. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | undefined;
  readonly parsed: ParsedRequest;
}

/** A language and a library that a request can be copied for. */
export interface CodeTarget {
  readonly id: string;
  readonly label: string;
  readonly language: SnippetLanguage;
  /** What the system must offer. */
  readonly feature?: Feature;
  /** Throws `badInput` with a sentence about what the library cannot express. */
  render(context: SnippetContext, request: CodeRequest): SnippetText;
}

const anywhere = 'https://project.invalid';

/** The request as it is sent to this part of the project URL. Throws `badInput` as sending does. */
export function codeRequest(
  request: RestRequest,
  parsed: ParsedRequest,
  { restPath, profile }: Pick<SnippetContext, 'restPath' | 'profile'>,
  standIns: readonly StandIn[] = [],
): CodeRequest {
  const destination = { projectUrl: anywhere, restBase: anywhere + restPath, authentication: {} };
  const schema = profile === undefined ? {} : { schema: profile };
  const { url, headers, body } = toHttpRequest(
    request.body === undefined
      ? request
      : { ...request, body: withNumbers(request.body, standIns) },
    { ...destination, ...schema },
  );
  return {
    method: request.method,
    path: url.slice(anywhere.length),
    // What every client sends by itself need not be said.
    headers: Object.entries(headers).filter(
      ([name, value]) => name.toLowerCase() !== 'accept' || value !== 'application/json',
    ),
    body,
    parsed,
  };
}

/** Throws the sentence that says why a client library cannot send the request. */
export function notWith(library: string, why: string, ...args: readonly string[]): never {
  throw new Failure('badInput', message(why, library, ...args));
}
