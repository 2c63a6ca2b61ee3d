import { renderUri } from '../connectionStrings/uri';
import { isKeyName, secretKeyNamed } from '../credentialIds';
import { type Message, message, plain } from '../errors';
import { checkKeyFor } from '../keys';
import { checkTimes } from '../keyTimes';
import type { CredentialId, CredentialKind, ProviderId } from '../model';
import { type Finding, shownName } from './findings';

/** What a text tells of one project. What it lacks is for the person to add. */
export interface Draft {
  /** Absent when the text fits several systems. */
  readonly provider?: ProviderId;
  /** Where `provider` is absent: those it may be, the likeliest first; empty when nothing tells. */
  readonly candidates: readonly ProviderId[];
  readonly url?: string;
  /** The values themselves. A Database URL is written as a URI, without password where the text had none. */
  readonly credentials: { readonly [Id in CredentialId]?: string };
  /** The variable that a credential was read from as it stands: what a reference to a `.env` names. */
  readonly variables: { readonly [Id in CredentialId]?: string };
  /** The schema for the profile headers of a PostgREST without a gateway. */
  readonly restSchema?: string;
  /** Only where the text itself names the project. */
  readonly name?: string;
  /** What the person should read before saving; no secret in them. */
  readonly notes: readonly Message[];
}

/** Those that a user's token is a credential of, to begin with. */
const withUsers: readonly ProviderId[] = ['flux-v2', 'flux-v1', 'postgrest'];
const withKeys: readonly ProviderId[] = ['powabase', 'supabase', 'flux-v1'];

type Credential = Extract<Finding, { kind: 'credential' | 'database' }>;

/** The draft that findings of one project make; `url` is what they have in common. */
export function draftOf(findings: readonly Finding[], url: string | undefined, now: number): Draft {
  const providers = possible(findings);
  const takesUsers = providers.length > 0 && providers.every((id) => withUsers.includes(id));
  const credentials: { [Id in CredentialId]?: string } = {};
  const variables: { [Id in CredentialId]?: string } = {};
  const notes = findings.flatMap((finding) => noteOf(finding, takesUsers));
  for (const finding of inOrder(findings, now)) {
    const kind = finding.kind === 'database' ? 'databaseUrl' : finding.credential;
    const isForeign = kind === 'userToken' && !takesUsers;
    const value = finding.kind === 'database' ? renderUri(finding.parts) : finding.value;
    const id = idFor(kind, finding.name, value, credentials);
    if (isForeign || id === undefined) continue;
    const problem = checkKeyFor(kind, value);
    if (problem) {
      notes.push(message('{0} was left out. {1}', shownName(finding.name), plain(problem)));
      continue;
    }
    const untimely = checkTimes(value, now);
    if (untimely) {
      notes.push(message('{0} is of no use now. {1}', shownName(finding.name), plain(untimely)));
    }
    credentials[id] = value;
    if (finding.variable !== undefined) variables[id] = finding.variable;
  }
  const name = findings.flatMap((finding) => {
    if (finding.kind === 'address') return finding.address.name ?? [];
    return finding.kind === 'project' ? finding.title : [];
  })[0];
  const [provider] = providers;
  const schema = findings.flatMap((one) => (one.kind === 'schema' ? one.schema : []))[0];
  const isDirect = providers.every((id) => id === 'postgrest');
  return {
    ...(providers.length === 1 && provider ? { provider } : {}),
    candidates: providers.length === 1 ? [] : providers,
    ...(url === undefined ? {} : { url }),
    credentials,
    variables,
    ...(schema !== undefined && isDirect ? { restSchema: schema } : {}),
    ...(name === undefined ? {} : { name: name.slice(0, 100) }),
    notes: distinct(notes),
  };
}

/** Where the value goes: of several secret keys each has the name of its variable. Undefined where there is no room. */
function idFor(
  kind: CredentialKind,
  variable: string,
  value: string,
  credentials: { readonly [Id in CredentialId]?: string },
): CredentialId | undefined {
  if (credentials[kind] === undefined) return kind;
  if (kind !== 'secretKey' || Object.values(credentials).includes(value)) return undefined;
  const name = variable
    .replace(/(?:^|_)(?:SUPABASE|SECRET|KEY)(?=_|$)/gi, '')
    .replace(/^_+/, '')
    .toLowerCase();
  const id = secretKeyNamed(isKeyName(name) ? name : 'second');
  return credentials[id] === undefined ? id : undefined;
}

/**
 * The credentials, those first that one would choose of several: new forms of keys, databases that keep a session; last
 * the tokens whose time is over or still to come.
 */
function inOrder(findings: readonly Finding[], now: number): readonly Credential[] {
  const rank = (finding: Credential) => {
    if (finding.kind === 'database') return finding.parts.port === 6543 ? 1 : 0;
    return finding.rank + (checkTimes(finding.value, now) ? 10 : 0);
  };
  return findings
    .filter((finding) => finding.kind === 'credential' || finding.kind === 'database')
    .sort((a, b) => rank(a) - rank(b));
}

/** The systems that everything in the text agrees on; what contradicts stronger evidence counts for nothing. */
function possible(findings: readonly Finding[]): readonly ProviderId[] {
  const evidence = [
    ...findings.flatMap((one) => (one.kind === 'engine' ? [[one.provider]] : [])),
    ...findings.flatMap((one) => (one.kind === 'address' ? [one.address.providers] : [])),
    ...findings.flatMap((one) => (one.kind === 'database' ? [one.origin.providers] : [])),
    ...findings.flatMap((one) => (one.kind === 'credential' ? [one.origin.providers] : [])),
    ...findings.map(byName),
    ...findings.map(byKind),
  ].filter((providers) => providers.length > 0);
  const [first = [], ...others] = evidence;
  return others.reduce<readonly ProviderId[]>((rest, next) => {
    const common = rest.filter((id) => next.includes(id));
    return common.length > 0 ? common : rest;
  }, first);
}

function byName(finding: Finding): readonly ProviderId[] {
  if (finding.kind === 'remark' || finding.kind === 'page' || finding.kind === 'account') return [];
  const { system, group } = finding.meaning;
  if (system !== 'flux') return system === undefined ? [] : [system];
  if (/(?:^|_)V1(?:_|$)/.test(group)) return ['flux-v1'];
  return /(?:^|_)V2(?:_|$)/.test(group) ? ['flux-v2'] : ['flux-v2', 'flux-v1'];
}

/** Flux v2 and a bare PostgREST have no keys; Flux v1 seldom tells its secret. */
function byKind(finding: Finding): readonly ProviderId[] {
  // The server's own configuration names it so.
  if (finding.kind === 'schema' && /schemas?$/i.test(finding.name)) return ['postgrest'];
  if (finding.kind !== 'credential') return [];
  switch (finding.credential) {
    case 'anonKey':
    case 'serviceRoleKey':
      return withKeys;
    case 'publishableKey':
    case 'secretKey':
      return ['supabase'];
    case 'userToken':
      return ['flux-v2'];
    case 'jwtSecret':
      return ['powabase', 'supabase', 'flux-v2', 'postgrest'];
    case 'accessToken':
    case 'databaseUrl':
      return [];
  }
}

function noteOf(finding: Finding, takesUsers: boolean): Message[] {
  switch (finding.kind) {
    case 'remark':
      return [finding.sentence];
    case 'address':
      return finding.address.note ? [finding.address.note] : [];
    case 'account':
      return [
        message(
          'An account token was left out: it opens every project of the account, and none of them is reached with it.',
        ),
      ];
    case 'credential':
      return noteOfCredential(finding, takesUsers);
    case 'page':
    case 'database':
    case 'engine':
    case 'project':
    case 'schema':
      return [];
  }
}

function noteOfCredential(
  { credential, meaning, name }: Extract<Finding, { kind: 'credential' }>,
  takesUsers: boolean,
): Message[] {
  if (credential === 'userToken' && !takesUsers) {
    return [
      message(
        'The token of a signed-in user is not a key of the project: it expires within the hour.',
      ),
    ];
  }
  const calledPublic = meaning.exposed || meaning.role === 'anonKey';
  const isSecret = credential === 'serviceRoleKey' || credential === 'secretKey';
  if (!isSecret || !calledPublic) return [];
  return [
    message(
      '{0} holds a service role (secret) key. It must never reach a browser: make a new one, and take this one back.',
      shownName(name),
    ),
  ];
}

function distinct(notes: readonly Message[]): readonly Message[] {
  return [...new Map(notes.map((note) => [plain(note), note])).values()];
}
