import type { ConnectionParts } from '../connectionStrings/parts';
import type { CredentialKind } from '../model';
import type { Code } from './code';
import type { Framework } from './frameworks';

/** The languages that snippets are written in, by the editor's ids. */
export type SnippetLanguage =
  | 'shellscript'
  | 'typescript'
  | 'python'
  | 'go'
  | 'php'
  | 'java'
  | 'csharp'
  | 'dotenv'
  | 'plaintext';

/** What a system offers beside PostgREST, so that code may count on it. */
export const features = [
  'projectService',
  'supabaseClient',
  'edgeFunctions',
  'realtime',
  'ownTokens',
] as const;
export type Feature = (typeof features)[number];

/** The names of a project's values in an environment, as the documents of its system have them. */
export type VariableNames = { readonly url: string } & {
  readonly [Kind in CredentialKind]?: string;
};

/** A header of the provider's policy: a credential, and what stands before it. */
export interface KeyHeader {
  readonly name: string;
  readonly before: string;
  readonly credential: CredentialKind;
}

/** Where the code takes its values from: `placeholder` says YOUR-… for a secret, and writes down what is public. */
export type ValueSource = 'environment' | 'placeholder' | 'written';

export interface SnippetTable {
  readonly schema: string;
  readonly name: string;
  /** In the table's order. */
  readonly columns: readonly string[];
}

/** Everything that code about a project may depend on. */
export interface SnippetContext {
  readonly features: readonly Feature[];
  readonly variables: VariableNames;
  /** The kinds of credential that the system knows, in its order. */
  readonly credentials: readonly CredentialKind[];
  /** Without a trailing slash. */
  readonly url?: string;
  /** From the project URL to PostgREST: `/rest/v1`, or nothing. */
  readonly restPath: string;
  /** What authenticates the requests of this code. */
  readonly headers: readonly KeyHeader[];
  /** The schema that requests must name; absent where the server's own choice is right. */
  readonly profile?: string;
  /** The table that the code is for; absent where the person names one. */
  readonly table?: SnippetTable;
  readonly source: ValueSource;
  /** The values of what is written down, those that are known. */
  readonly values: { readonly [Kind in CredentialKind]?: string };
  /** Of the Database URL. With another source than `written` there is no password in it. */
  readonly database?: ConnectionParts;
  /** The way to the database is a pooler in transaction mode. */
  readonly pooled: boolean;
  /** The document runs in a browser or an app. */
  readonly client: boolean;
  /** What decides how code that runs in a client reads public values. */
  readonly framework: Framework;
  /** The document is TypeScript: declarations may have types. */
  readonly typed: boolean;
  /** The `aud` of a user's token, where the system sets one. */
  readonly audience?: string;
}

/** Code for a document: what it imports, a statement of the language each, and the code itself. */
export interface SnippetText {
  readonly imports: readonly string[];
  readonly body: Code;
}

export const groups = ['http', 'database', 'tokens', 'functions', 'environment'] as const;
export type SnippetGroup = (typeof groups)[number];

/** Where the code may run: what holds no secret may run in a client. */
export type SnippetSide = 'server' | 'client' | 'either';

/** Code that calls a project. */
export interface Snippet {
  readonly id: string;
  /** English; the shell translates. */
  readonly label: string;
  readonly group: SnippetGroup;
  readonly language: SnippetLanguage;
  /** The driver that the code uses, where the label does not say it. */
  readonly library?: string;
  /**
   * What it needs: nothing, the Database URL, or one key or token of these kinds, of which the person chooses.
   * `requestKey` stands for any key that requests are sent with.
   */
  readonly needs: 'requestKey' | readonly CredentialKind[];
  readonly side: SnippetSide;
  /** What the system must offer. */
  readonly feature?: Feature;
  render(context: SnippetContext): SnippetText;
}
