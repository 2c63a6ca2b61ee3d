import { type Message, message } from './errors';
import type { CredentialId, RoleId } from './model';

/** What a page of the documents is about. Every provider names a page for each. */
export const topics = [
  /** Which key goes where, and the headers that carry it. */
  'keys',
  /** A refusal before any SQL: the token or key was not accepted. */
  'unauthorized',
  /** The way from the project URL to a service. */
  'routing',
  /** A missing GRANT. */
  'grants',
  'policies',
  /** Success, and no rows. */
  'empty',
  /** How a request is written, and PostgREST's errors. */
  'requests',
  /** Postgres' own errors. */
  'sql',
  /** Host, port, user and TLS of the database. */
  'connection',
  'pooler',
  /** Rates, credits, sizes and time limits. */
  'limits',
  /** Whether the project runs at all. */
  'status',
] as const;
export type Topic = (typeof topics)[number];

/** Something that can be done about a refusal at once. The shell makes a button of each. */
export type Remedy =
  /** The key or token that requests of this role carry. */
  | { readonly kind: 'setKey'; readonly role: RoleId }
  | { readonly kind: 'setCredential'; readonly id: CredentialId }
  | { readonly kind: 'setUrl' }
  | { readonly kind: 'setTls' }
  /** How long a statement may take. */
  | { readonly kind: 'setLimit' }
  /** What may be done to the project's data. */
  | { readonly kind: 'setSafety' }
  /** Every hop to the project's data is checked. */
  | { readonly kind: 'verify' }
  /** Statements to read, copy and perhaps run: never run by themselves. */
  | { readonly kind: 'openSql'; readonly label: Message; readonly sql: string }
  /** The same request as another role. */
  | { readonly kind: 'changeRole' }
  /** The same request with these headers in the place of its own; without those that are null. */
  | {
      readonly kind: 'resend';
      readonly label: Message;
      readonly headers: Readonly<Record<string, string | null>>;
    }
  | { readonly kind: 'read'; readonly topic: Topic };

export const reloadSchema: Remedy = {
  kind: 'openSql',
  label: message('Show NOTIFY'),
  sql: "-- Tells PostgREST to read the schema of the database again.\nnotify pgrst, 'reload schema';\n",
};

/** What the request writes of them itself takes the place of the key of its role. */
export const sendOwnKey: Remedy = {
  kind: 'resend',
  label: message('Send with the Key of the Role'),
  headers: { apikey: null, Authorization: null },
};

export const sendForJson: Remedy = {
  kind: 'resend',
  label: message('Send for JSON'),
  headers: { Accept: 'application/json' },
};
