import * as v from 'valibot';
import { parseUri } from '../connectionStrings/parts';
import { type Message, message } from '../errors';
import { checkKeyFor } from '../keys';
import { checkTimes } from '../keyTimes';
import type { CredentialKind } from '../model';
import type { AccountAccess, AccountDraft, AccountFacts, AccountProject } from './account';
import { ask, readOne } from './ask';

const value = v.nullish(v.string());
const credentials = v.object({
  mode: v.picklist(['v2_shared', 'v1_dedicated']),
  projectJwtSecret: value,
  anonKey: value,
  serviceRoleKey: value,
  postgresConnectionString: value,
});

type Given = v.InferOutput<typeof credentials>;

/** A project with the credentials of its engine, which the list does not tell. Throws a `Failure`. */
export async function readFluxProject(
  access: AccountAccess,
  facts: AccountFacts,
  { id, name, url, notice }: AccountProject,
  signal: AbortSignal,
): Promise<AccountDraft> {
  const answer = await ask(access, facts, `/cli/v1/projects/${id}/credentials`, signal);
  const given = readOne(facts, credentials, answer);
  const shared = given.mode === 'v2_shared';
  const found = shared ? sharedCredentials(given) : dedicatedCredentials(given);
  return {
    provider: shared ? 'flux-v2' : 'flux-v1',
    name,
    ...(url === undefined ? {} : { url }),
    credentials: Object.fromEntries(
      found.flatMap((each) => (each.kind === 'usable' ? [[each.credential, each.value]] : [])),
    ),
    endpoints: [],
    notes: [
      ...(notice === undefined ? [] : [notice]),
      ...(url === undefined ? [noUrl] : []),
      ...found.flatMap((each) => (each.kind === 'missing' ? [each.note] : [])),
    ],
  };
}

const noUrl = message('Flux tells no Service URL of this project. Copy it from the dashboard.');
const internalDatabase = message(
  'The Database URL is left out: its host is known inside Flux alone. Run `flux db tunnel`, then set it with 127.0.0.1 and the port that this prints.',
);

type Found =
  | { readonly kind: 'usable'; readonly credential: CredentialKind; readonly value: string }
  | { readonly kind: 'missing'; readonly note: Message };

function sharedCredentials({ projectJwtSecret }: Given): readonly Found[] {
  return [find('jwtSecret', 'Project JWT Secret', projectJwtSecret)];
}

/** Not every dedicated project has its JWT secret in Flux's own records. */
function dedicatedCredentials(given: Given): readonly Found[] {
  return [
    find('anonKey', 'Anon Key', given.anonKey),
    find('serviceRoleKey', 'Service Role Key', given.serviceRoleKey),
    ...(given.projectJwtSecret ? sharedCredentials(given) : []),
    findDatabaseUrl(given.postgresConnectionString),
  ];
}

function find(credential: CredentialKind, label: string, given: string | null | undefined): Found {
  return given && !checkKeyFor(credential, given) && !checkTimes(given)
    ? { kind: 'usable', credential, value: given }
    : { kind: 'missing', note: message('Flux gave no usable {0}.', label) };
}

/** The host is a container's name, which only containers of the same network can resolve. */
function findDatabaseUrl(uri: string | null | undefined): Found {
  const found = find('databaseUrl', 'Database URL', uri);
  if (found.kind === 'missing') return found;
  const { host } = parseUri(found.value);
  const isContainer = host !== 'localhost' && !/[.:]/.test(host);
  return isContainer ? { kind: 'missing', note: internalDatabase } : found;
}
