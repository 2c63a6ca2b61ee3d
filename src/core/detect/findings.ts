import type { AccountFacts } from '../accounts/account';
import { isBareConnection, parseConnection } from '../connectionStrings/parse';
import { partsOfVariables, variableNames } from '../connectionStrings/parseEnvironment';
import { type ConnectionParts, partsOf } from '../connectionStrings/parts';
import { asFailure, type Message, message } from '../errors';
import type { CredentialKind, ProviderId } from '../model';
import { hostedUrl, type ProjectAddress, readAddress } from './address';
import { type Origin, originOfDatabase } from './database';
import type { Entry } from './entry';
import { type Meaning, meaningOf } from './names';
import { readToken } from './token';

/** The token that opens an account, whose projects it lists. */
export interface AccountToken {
  readonly account: AccountFacts['id'];
  readonly value: string;
}

/** What one value of the text turned out to be. */
export type Finding =
  | (Found & { readonly kind: 'address'; readonly address: ProjectAddress; readonly sure: boolean })
  | (Found & {
      readonly kind: 'credential';
      readonly credential: CredentialKind;
      readonly value: string;
      readonly origin: Origin;
      /** A newer form of key goes before an older one. */
      readonly rank: number;
    })
  | (Found & {
      readonly kind: 'database';
      readonly parts: ConnectionParts;
      readonly origin: Origin;
    })
  | (Found & { readonly kind: 'account'; readonly token: AccountToken })
  | (Found & { readonly kind: 'engine'; readonly provider: ProviderId })
  | (Found & { readonly kind: 'project'; readonly title: string })
  /** For the profile headers of a PostgREST without a gateway. */
  | (Found & { readonly kind: 'schema'; readonly schema: string })
  /** A URL that leads to no project: worth a word only where nothing else was found. */
  | { readonly kind: 'page'; readonly sentence: Message }
  | { readonly kind: 'remark'; readonly sentence: Message };

interface Found {
  readonly name: string;
  /** The variable that holds the value as it stands, where a reference to it would find no other. */
  readonly variable?: string;
  readonly meaning: Meaning;
  /** Equal for the values of one project, where names tell. */
  readonly group: string;
}

const standIn = 'PasswordPlaceholder';
const passwordPlaceholder =
  /\[?YOUR[-_ ]PASSWORD\]?|<(?:your[-_ ])?(?:db[-_ ])?password>|\[PASSWORD\]/gi;
const placeholder =
  /^(?:<.*>|\[.*\]|\{\{.*\}\}|\$\{?\w+\}?|\.{3,}|…|x{3,}|[•*●]{3,}|.*[•●]{2,}.*|your[-_ ](?:.*[-_ ])?(?:key|url|token|secret|ref|id)|.*(?:\.{3}|…)|replace[-_ ]?me.*|change[-_ ]?me.*|REPLACE_AFTER_FLUX_INIT|process\.env\..*|import\.meta\..*|os\.environ.*|\w*[-_]?here|todo|null|undefined)$/is;

/** A blank may stand in a password, but nothing of a URI stands behind its host and a blank. */
const uriAndMore = /^(postgres(?:ql)?:\/\/[^@]*@[^\s@]*[./:][^\s@]*)\s[^@]*$/i;

/** More values than any project's files hold. */
const most = 2000;

/** What the entries are, the first of them. An address that only its name speaks for is not `sure`. */
export function findingsOf(entries: readonly Entry[]): readonly Finding[] {
  const first = entries.slice(0, most);
  const seen = new Map<string, number>();
  const repeated = repeatedNames(first);
  const findings = first.flatMap((entry) => {
    const times = seen.get(entry.name) ?? 0;
    if (entry.name !== '') seen.set(entry.name, times + 1);
    const named = meaningOf(entry.name);
    const meaning: Meaning = entry.isAddress ? { ...named, role: 'url' } : named;
    const found: Found = {
      name: entry.name,
      ...(isReferable(entry) && !repeated.has(entry.name) ? { variable: entry.name } : {}),
      meaning,
      group: `${meaning.group}#${times}`,
    };
    const remark: readonly Finding[] = entry.note ? [{ kind: 'remark', sentence: entry.note }] : [];
    return [...read(entry, found), ...remark];
  });
  return [...findings, ...fromVariables(first, findings)];
}

function repeatedNames(entries: readonly Entry[]): ReadonlySet<string> {
  const names = entries.map(({ name }) => name);
  const once = new Set<string>();
  return new Set(names.filter((name) => once.has(name) || !once.add(name)));
}

/** True for a value that every reader of a `.env` takes alike; a connection must be a URI besides. */
function isReferable({ name, value }: Entry): boolean {
  const isUri = /^postgres(?:ql)?:\/\//i.test(value);
  return (
    /^[A-Za-z_]\w*$/.test(name) && !/[#\s\\]/.test(value) && (isUri || !isBareConnection(value))
  );
}

function read({ name, value: written }: Entry, found: Found): readonly Finding[] {
  const value = written
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(uriAndMore, '$1');
  if (value === '' || value.length > 16_384) return [];
  if (placeholder.test(value.slice(0, 300)) && !/:\/\//.test(value)) {
    return name === '' || found.meaning.role === undefined ? [] : [unfilled(name)];
  }
  const named = found.meaning.role;
  if (named === 'restSchema') {
    const [schema = ''] = value.split(/\s*,\s*/);
    return /^[\w$ -]{1,63}$/.test(schema) ? [{ ...found, kind: 'schema', schema }] : [];
  }
  const token = readToken(value, named === 'url' ? undefined : named);
  if (token?.kind === 'account') {
    return [{ ...found, kind: 'account', token: { account: token.system, value } }];
  }
  if (token !== undefined) {
    const { credential, origin, form } = token;
    return [
      { ...found, kind: 'credential', credential, value, origin, rank: form === 'opaque' ? 0 : 1 },
    ];
  }
  if (/^https?:\/\//i.test(value)) return readUrl(value, found);
  if (/^[\w.]*mode$/.test(name) && /^v[12]_/.test(value)) {
    return [{ ...found, kind: 'engine', provider: value.startsWith('v1') ? 'flux-v1' : 'flux-v2' }];
  }
  if (name === 'project_id') return [{ ...found, kind: 'project', title: value }];
  if (/(?:^|[._])(?:PROJECT_?(?:REF|ID)|REF)$/i.test(name) && /^[a-z]{20}$/.test(value)) {
    return readUrl(hostedUrl('supabase', value), found);
  }
  if (isBareConnection(value)) return readConnection(value, found);
  return named === undefined ? [] : readOpaque(named, value, found);
}

function readUrl(value: string, found: Found): readonly Finding[] {
  const { role, system, elsewhere } = found.meaning;
  if (elsewhere) return [];
  const address = readAddress(value);
  if (address === undefined) {
    const open = /[<>{}$[\]]/.test(value) || URL.canParse(value);
    return role === 'url' && open ? [unfilled(found.name)] : [];
  }
  if (address.kind === 'page') {
    return role === 'url' || found.name === ''
      ? [{ kind: 'page', sentence: address.sentence }]
      : [];
  }
  if (address.kind === 'project') return [{ ...found, kind: 'address', address, sure: true }];
  if (role !== 'url' || (system === undefined && !address.isOrigin)) return [];
  const plain: ProjectAddress = { kind: 'project', url: address.url, providers: [] };
  return [{ ...found, kind: 'address', address: plain, sure: system !== undefined }];
}

/** A key or a secret that only its name tells; without a system in the name too many things are called so. */
function readOpaque(
  named: NonNullable<Meaning['role']>,
  value: string,
  found: Found,
): readonly Finding[] {
  if (named !== 'jwtSecret' && named !== 'anonKey' && named !== 'serviceRoleKey') return [];
  if (/\s/.test(value) || value.length < 8) return [];
  return [
    { ...found, kind: 'credential', credential: named, value, origin: { providers: [] }, rank: 2 },
  ];
}

/** A connection in any form; a placeholder is no password. */
export function readConnection(text: string, found: Found = unnamed): readonly Finding[] {
  if (/^\S+:\/\/\W*$/.test(text)) return [];
  try {
    const { password, ...rest } = parseConnection(text.replace(passwordPlaceholder, standIn));
    const parts = password === undefined || password === standIn ? rest : { ...rest, password };
    const { variable, ...without } = found;
    const kept = variable === undefined || password === standIn ? without : found;
    return [{ ...kept, kind: 'database', parts, origin: originOfDatabase(parts) }];
  } catch (error) {
    return [{ kind: 'remark', sentence: asFailure(error).sentence }];
  }
}

const unnamed: Found = { name: '', meaning: meaningOf(''), group: '#0' };

/** The name is the person's own text, so it is repeated only where it is one that we know. */
function unfilled(name: string): Finding {
  return {
    kind: 'remark',
    sentence: message(
      '{0} still holds a placeholder. Put the real value in its place.',
      shownName(name),
    ),
  };
}

/** A name that may stand in a sentence. */
export function shownName(name: string): string {
  const short = name.replace(/^\./, '');
  return /^[A-Za-z][\w. ()-]{0,60}$/.test(short) && meaningOf(short).role !== undefined
    ? short
    : 'A value';
}

const separate: ReadonlyMap<string, string> = new Map([
  ['HOST', 'host'],
  ['PORT', 'port'],
  ['USER', 'user'],
  ['USERNAME', 'user'],
  ['PASSWORD', 'password'],
  ['DATABASE', 'dbname'],
  ['DB', 'dbname'],
  ['NAME', 'dbname'],
]);

/** Libpq's variables; else `POSTGRES_HOST` and `DB_HOST` with theirs, where no URL says it already. */
function fromVariables(
  entries: readonly Entry[],
  findings: readonly Finding[],
): readonly Finding[] {
  const set = entries.map(({ name, value }) => [name, value] as const);
  if (set.some(([name]) => name === 'PGHOST' || name === 'PGHOSTADDR')) {
    return connected(() =>
      partsOfVariables(set.filter(([name, value]) => variableNames.has(name) && value !== '')),
    );
  }
  if (findings.some(({ kind }) => kind === 'database')) return [];
  const keywords = new Map<string, string>();
  for (const [name, value] of set) {
    const [, key = ''] = /^(?:POSTGRES|DB|DATABASE)_([A-Z]+)$/.exec(name) ?? [];
    const keyword = separate.get(key);
    if (keyword !== undefined && value !== '') keywords.set(keyword, value);
  }
  // A single word is the name of a container, which nobody outside can reach.
  const host = keywords.get('host') ?? '';
  return host === 'localhost' || /[.:]/.test(host) ? connected(() => partsOf(keywords)) : [];
}

function connected(read: () => ConnectionParts): readonly Finding[] {
  try {
    const parts = read();
    return [{ ...unnamed, kind: 'database', parts, origin: originOfDatabase(parts) }];
  } catch (error) {
    return [{ kind: 'remark', sentence: asFailure(error).sentence }];
  }
}
