import type { Topic } from '../../core/remedy';
import type { Route } from '../../core/routes';
import type { Link } from '../connect/facts';

/** What a system's documents say, and how a request travels in it. Words are English; the shell translates. */
export interface Guide {
  /** Pages beside those of the Connect panel. */
  readonly links: readonly Link[];
  /** The page for each topic of a refusal. */
  readonly pages: Readonly<Record<Topic, string>>;
  /** Every path of a project, the more particular ones first. */
  readonly routes: readonly Route[];
  /** What a key is for and what it is not, a paragraph each. */
  readonly keys: readonly string[];
  /** The way of a request, one station a line, with what each decides. */
  readonly way: readonly string[];
  /** The type that `auth.uid()` has, which policies compare with. */
  readonly userId: 'uuid' | 'text';
  /** True where the gateway sets the schema and no client learns its name. */
  readonly hidesSchema?: true;
  /** The address of an `llms.txt` that lists every page; absent where none is published. */
  readonly index?: string;
}

export const postgrestErrors = '{ "code", "message", "details", "hint" }';

/** Where a public and a secret key stand side by side. */
export const twoKeys: readonly string[] = [
  'A key says what asks: a web page, an app, a server. It does not say who: everybody with the same app has the same key. Signing in says who, with a token of the user beside the key.',
  'The public key can be read by anyone who has the app: in its code, in the network tools of a browser, on the way of a connection that is not encrypted. It protects neither from these nor from cross-site requests, injected scripts and phishing. What protects the rows is Row Level Security, on every table, with policies for anon and authenticated.',
  'The secret key passes Row Level Security. It may be in servers that check who asks, in jobs and queues, in tools for administrators behind a sign-in, and in data pipelines; never in a page, an app, a repository, a chat or an address.',
];
