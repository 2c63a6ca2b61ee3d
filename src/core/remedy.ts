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
  /** Statements to read, copy and perhaps run: never run by themselves. */
  | { readonly kind: 'openSql'; readonly label: Message; readonly sql: string }
  | { readonly kind: 'read'; readonly topic: Topic };

export const reloadSchema: Remedy = {
  kind: 'openSql',
  label: message('Show NOTIFY'),
  sql: "-- Tells PostgREST to read the schema of the database again.\nnotify pgrst, 'reload schema';\n",
};
