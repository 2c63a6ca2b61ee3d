import type { AccountFacts } from '../core/accounts/account';
import type { CredentialKind, ProviderId, RoleId } from '../core/model';
import type { ConnectFacts } from './connect/facts';

/** One credential as the Connect panel presents it. `label`, `use` are English; the shell translates. */
export interface CredentialField {
  readonly kind: CredentialKind;
  readonly label: string;
  readonly use: string;
  /** `public` may be bundled into a client; `secret` never leaves a server. */
  readonly safety: 'public' | 'secret';
  /** A project does without it: nobody is asked for it, and a panel shows it once it is known. */
  readonly optional?: true;
  /** The key of today, where this is one of an older kind. */
  readonly replacedBy?: CredentialKind;
  /** A project may have more of the kind, each with a name. */
  readonly several?: true;
  /** Any JWT will do, one that names a role and no user too. */
  readonly anyRole?: true;
}

/** A role that requests may be sent as, and what makes it so. */
export interface ProviderRole {
  readonly id: RoleId;
  /** The role's own name, as people write it. */
  readonly label: string;
  /** The first of these that the project has; empty where a request without any is this role's. */
  readonly credentials: readonly CredentialKind[];
  /** The key that the gateway wants beside a user's token: the first of these that the project has. */
  readonly gateway?: readonly CredentialKind[];
}

/** Everything in which the systems differ; nothing else compares a provider's id. */
export interface Provider {
  readonly id: ProviderId;
  readonly label: string;
  /** One line for the picker. */
  readonly description: string;
  readonly exampleUrl: string;
  /** In the order of the Connect panel, without the project URL, which comes first. */
  readonly credentials: readonly CredentialField[];
  /** In the order they are offered; the first one is the default. */
  readonly roles: readonly ProviderRole[];
  /** Base of PostgREST for a project URL, without a trailing slash. */
  restBase(projectUrl: string): string;
  /** The schema whose tables PostgREST shows when none is asked for. */
  readonly restSchema: string;
  /** True where no gateway chooses the schema: a project may name one for the profile headers. */
  readonly asksRestSchema?: true;
  /** The headers that authenticate a request with this key or token, or with a gateway's key and a user's token. */
  headers(key: string, userToken?: string): Readonly<Record<string, string>>;
  /** True where a token that names no user in `sub` is refused. */
  readonly needsSubject?: true;
  /** The claims, beside user and times, of a token that is signed with the JWT secret for development. */
  mintedClaims(projectUrl: string): Readonly<Record<string, string>>;
  /** Where an access token of the account goes. */
  readonly account?: AccountFacts;
  /** Who a schema belongs to when it is not the person's own: `undefined` means theirs. */
  schemaOwner(schema: string): string | undefined;
  /** Whether the schema is the one where a project's own tables are: it is listed first. */
  isHome(schema: string): boolean;
  /** The paths of the APIs that change the schemas which are not the person's own. */
  readonly schemaApis?: Readonly<Record<string, string>>;
  /** A service beside PostgREST that shows the whole way to be open: a cheap GET and the role it wants. */
  readonly service?: { readonly label: string; readonly path: string; readonly role: RoleId };
  /** Why the panel shows no row for a credential that people look for; absent when nothing is missing. */
  readonly note?: string;
  /** What the Connect panel says beside the credentials. */
  readonly connect: ConnectFacts;
  readonly links: readonly { readonly label: string; readonly url: string }[];
}
