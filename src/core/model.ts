import type { TlsChoice } from './connectionStrings/format';

/** The systems that the extension knows; Flux's two engines differ in everything that a client sees. */
export const providerIds = ['powabase', 'supabase', 'flux-v2', 'flux-v1', 'postgrest'] as const;
export type ProviderId = (typeof providerIds)[number];

/** What a project is reached with. Only `publishableKey` and `anonKey` may be shipped to clients. */
export const credentialKinds = [
  'publishableKey',
  'secretKey',
  'anonKey',
  'serviceRoleKey',
  'userToken',
  'jwtSecret',
  'accessToken',
  'databaseUrl',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** One credential of a project: its kind, and the name of a secret key that is one of several. */
export type CredentialId = CredentialKind | `secretKey:${string}`;

/** Where a credential's value lives; the value itself is never part of a project. */
export type CredentialSource =
  /** The secret storage of the editor, on this machine. */
  | { readonly from: 'stored' }
  /** Asked for once in each window, and forgotten with it. */
  | { readonly from: 'ask' }
  /** A key of a file of the folder that the project belongs to. */
  | { readonly from: 'dotenv'; readonly file: string; readonly key: string }
  | { readonly from: 'environment'; readonly variable: string }
  /** A Database URL without password; libpq's password file has it. */
  | { readonly from: 'pgpass'; readonly url: string }
  /** A section of libpq's service file. */
  | { readonly from: 'service'; readonly name: string }
  /** What a program prints. In the person's own settings alone: a repository must not start programs. */
  | { readonly from: 'command'; readonly command: readonly string[] };

/** A source whose value lies outside of the editor. */
export type OutsideSource = Extract<
  CredentialSource,
  { from: 'environment' | 'pgpass' | 'service' | 'command' }
>;

/** A warning that goes before commands: what breaks production costs most. */
export const environments = ['production', 'staging', 'local'] as const;
export type Environment = (typeof environments)[number];

/** Ways to the database of one project. */
export const endpointKinds = [
  'direct',
  'sessionPooler',
  'transactionPooler',
  'dedicatedPooler',
] as const;

/** Where the database answers, as the account or the dashboard says; without a password. */
export interface Endpoint {
  readonly kind: (typeof endpointKinds)[number];
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What connections do about TLS where the Database URL says nothing itself. */
export interface ProjectTls {
  readonly mode: TlsChoice;
  /**
   * Path of a PEM file with certificate authorities, also trusted by the project's requests over https. In the
   * settings of a workspace it may begin at the folder.
   */
  readonly caFile?: string;
}

/** What a project lets its statements and requests do. */
export const safetyModes = ['read-only', 'confirm', 'free'] as const;
export type SafetyMode = (typeof safetyModes)[number];

/** The facts of a project: nothing here is secret. */
export interface Project {
  /** Unique over all places that projects come from: `user:…`, `settings:…` or `workspace:…`. */
  readonly id: string;
  readonly name: string;
  readonly provider: ProviderId;
  /** Origin (and path, if any) of the project's HTTP surface, without a trailing slash. */
  readonly url?: string;
  /** Added by hand, or an entry of the person's or of the workspace's settings. */
  readonly place: 'user' | 'settings' | 'workspace';
  readonly environment?: Environment;
  /** Absent: as the environment asks for. */
  readonly safety?: SafetyMode;
  readonly tls?: ProjectTls;
  readonly credentials: { readonly [Id in CredentialId]?: CredentialSource };
  /** Every way to the database that is known, in the order it is offered. */
  readonly endpoints?: readonly Endpoint[];
  /** The schema that requests ask for by profile headers, where no gateway chooses it. */
  readonly restSchema?: string;
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
  /** The values of an enumerated type in their order, where the catalog tells them. */
  readonly values?: readonly string[];
}
