import type { ConnectionParts } from '../connectionStrings/parts';
import { Failure, type Message, message } from '../errors';
import type { CredentialId, ProviderId } from '../model';
import type { SendHttp } from '../ports';
import { isInTheClear } from '../projectUrl';

/** What an account is called, and where its tokens are made. The texts are English; the shell translates. */
export interface AccountFacts {
  readonly id: 'supabase' | 'flux';
  readonly label: string;
  /** The name that the dashboard gives to its tokens. */
  readonly tokenLabel: string;
  readonly tokenExample: string;
  /** The page where a person makes one. */
  readonly tokenUrl: string;
  /** Where the API is when nothing else is set. */
  readonly baseUrl: string;
}

/** An account of a provider: its projects are found with one token. */
export interface Account extends AccountFacts {
  /** Why the text cannot be a token of this account, without repeating it; undefined when it can. Asks nobody. */
  checkToken(text: string): Promise<Message | undefined>;
  /** Throws a `Failure`. */
  list(access: AccountAccess, signal: AbortSignal): Promise<AccountListing>;
  /** One project of the listing with its keys. Throws a `Failure`. */
  read(access: AccountAccess, project: AccountProject, signal: AbortSignal): Promise<AccountDraft>;
}

/** How an account is reached. The token goes to the origin of `base` and nowhere else. */
export interface AccountAccess {
  readonly send: SendHttp;
  /** A setting of the machine or of the process' environment, never of a workspace. */
  readonly base: string;
  readonly token: string;
}

export interface AccountListing {
  /** Who the token belongs to, where the API tells it. */
  readonly owner?: string;
  readonly projects: readonly AccountProject[];
  /** What is missing from the list, and why. */
  readonly notes: readonly Message[];
}

/** A project as the list of an account shows it. Nothing here is secret. */
export interface AccountProject {
  /** What the API calls it by: Supabase's reference, Flux's hash. */
  readonly id: string;
  readonly name: string;
  /** Its organization, where there are any. */
  readonly group?: string;
  /** Its project URL, where the list tells it. */
  readonly url?: string;
  /** Why it may not answer; absent when it runs. */
  readonly notice?: Message;
}

/** A project ready for review. The values of `credentials` are secret. */
export interface AccountDraft {
  readonly provider: ProviderId;
  readonly name: string;
  readonly url?: string;
  /** All that can be used, several secret keys by the names that the dashboard gives them. */
  readonly credentials: { readonly [Id in CredentialId]?: string };
  /** Ways to the database. Their password is the person's to give. */
  readonly endpoints: readonly DatabaseEndpoint[];
  /** What is missing or odd, a sentence each. */
  readonly notes: readonly Message[];
}

export interface DatabaseEndpoint {
  /** `session` and `transaction` are the modes of a pooler. */
  readonly kind: 'direct' | 'session' | 'transaction';
  /** A read replica takes no writes. */
  readonly replica: boolean;
  /** Without a password. */
  readonly parts: ConnectionParts;
}

/** The base URL without its trailing slash. Throws `badInput` where a token must not be sent. */
export function checkAccountBase(base: string): string {
  const text = base.trim();
  if (!URL.canParse(text)) throw badBase('is not a URL. It begins with https://.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw badBase('must begin with https://.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw badBase('must be an origin and a path alone.');
  }
  if (isInTheClear(text)) {
    throw badBase('must begin with https://: over http the token could be read on its way.');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function badBase(problem: string): Failure {
  return new Failure('badInput', message(`The address of the account API ${problem}`));
}
