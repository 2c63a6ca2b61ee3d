/** The systems that the extension knows; Flux's two engines differ in everything that a client sees. */
export const providerIds = ['powabase', 'supabase', 'flux-v2', 'flux-v1'] as const;
export type ProviderId = (typeof providerIds)[number];

/** What a project is reached with. Only `anonKey` may be shipped to clients. */
export const credentialKinds = [
  'anonKey',
  'serviceRoleKey',
  'userToken',
  'jwtSecret',
  'databaseUrl',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Where a credential's value lives; the value itself is never part of a project. */
export type CredentialSource =
  | { readonly from: 'stored' }
  | { readonly from: 'dotenv'; readonly file: string; readonly key: string };

/** The facts of a project: nothing here is secret. */
export interface Project {
  /** Unique over all places that projects come from: `user:…` or `workspace:…`. */
  readonly id: string;
  readonly name: string;
  readonly provider: ProviderId;
  /** Origin (and path, if any) of the project's HTTP surface, without a trailing slash. */
  readonly url?: string;
  readonly place: 'user' | 'workspace';
  readonly credentials: { readonly [Kind in CredentialKind]?: CredentialSource };
}

/** The role that a request or a statement is sent as. */
export type RoleId = 'anon' | 'service_role' | 'user';

export interface Schema {
  readonly name: string;
  readonly relations: readonly Relation[];
}

export type RelationKind = 'table' | 'partitioned' | 'view' | 'materialized' | 'foreign';

export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: RelationKind;
  /** Unknown where the catalog was read over HTTP. */
  readonly rls: 'on' | 'off' | 'unknown';
  readonly comment?: string;
}

export interface Column {
  readonly name: string;
  /** The type as Postgres writes it, `numeric(10,2)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  /** `schema.table.column` that a foreign key of this one column points to. */
  readonly references?: string;
  readonly default?: string;
  readonly comment?: string;
}
