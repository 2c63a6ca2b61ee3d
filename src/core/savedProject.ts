import * as v from 'valibot';
import { everyTlsChoice } from './connectionStrings/format';
import { idsIn, isCredentialId } from './credentialIds';
import { asFailure, Failure, type Message, message, plain } from './errors';
import {
  type CredentialId,
  endpointKinds,
  environments,
  type Project,
  type ProjectTls,
  providerIds,
  safetyModes,
} from './model';
import { problemOfProjectName } from './projectName';
import { checkProjectUrl } from './projectUrl';

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());

const source = v.variant('from', [
  v.strictObject({ from: v.literal('stored') }),
  v.strictObject({ from: v.literal('ask') }),
  v.strictObject({ from: v.literal('dotenv'), file: text, key: text }),
  v.strictObject({ from: v.literal('environment'), variable: text }),
  v.strictObject({
    from: v.literal('command'),
    command: v.pipe(v.array(v.string()), v.nonEmpty()),
  }),
]);

const databaseSource = v.variant('from', [
  ...source.options,
  v.strictObject({ from: v.literal('pgpass'), url: v.pipe(text, v.check(hasNoPassword)) }),
  v.strictObject({ from: v.literal('service'), name: text }),
]);

/** The setting may be committed. */
function hasNoPassword(url: string): boolean {
  return !/\/\/[^/?#@]*:[^/?#@]/.test(url);
}

const credentials = v.record(
  v.pipe(
    v.string(),
    v.custom<CredentialId>((id) => isCredentialId(String(id))),
  ),
  databaseSource,
);

const endpoint = v.strictObject({
  kind: v.picklist(endpointKinds),
  host: text,
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  user: text,
  database: text,
});

const tls = v.strictObject({ mode: v.picklist(everyTlsChoice), caFile: v.optional(text) });

const saved = v.strictObject({
  id: text,
  name: text,
  provider: v.picklist(providerIds),
  url: v.optional(text),
  environment: v.optional(v.picklist(environments)),
  safety: v.optional(v.picklist(safetyModes)),
  tls: v.optional(tls),
  credentials: v.optional(credentials, {}),
  endpoints: v.optional(v.array(endpoint)),
  restSchema: v.optional(text),
});

/** A project as it stands in global state or in the `powabase.projects` setting: facts and references. */
export type SavedProject = Omit<Project, 'place'>;

/** One entry of the setting or of global state, checked. Throws `badInput` that names the entry. */
export function readSavedProject(entry: unknown, place: Project['place'], index: number): Project {
  const result = v.safeParse(saved, entry);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue) ?? '';
    throw invalid(index, path, message(path === '' ? notAnEntry : wordsFor(issue.type)));
  }
  const { id, name, provider, url, environment, safety, tls, endpoints, restSchema } =
    result.output;
  const given = result.output.credentials;
  refuseMisplaced(given, place, index);
  const problem = problemOfProjectName(name);
  if (problem) throw invalid(index, 'name', problem);
  return {
    id: `${place}:${id}`,
    name,
    provider,
    ...(url === undefined ? {} : { url: checkedUrl(url, index) }),
    place,
    ...(environment === undefined ? {} : { environment }),
    ...(safety === undefined ? {} : { safety }),
    ...(tls === undefined ? {} : { tls: tlsOf(tls) }),
    credentials: given,
    ...(endpoints === undefined ? {} : { endpoints }),
    ...(restSchema === undefined ? {} : { restSchema }),
  };
}

function tlsOf({ mode, caFile }: v.InferOutput<typeof tls>): ProjectTls {
  return caFile === undefined ? { mode } : { mode, caFile };
}

/** libpq's files know databases alone. A repository that one opens must not start programs. */
function refuseMisplaced(given: Project['credentials'], place: Project['place'], index: number) {
  for (const id of idsIn(given)) {
    const from = given[id]?.from;
    if (from === 'command' && place === 'workspace') {
      throw invalid(
        index,
        `credentials.${id}`,
        message('a command may stand in your own settings alone, not in those of a workspace.'),
      );
    }
    if ((from === 'pgpass' || from === 'service') && id !== 'databaseUrl') {
      throw invalid(
        index,
        `credentials.${id}`,
        message('only a Database URL can come from there.'),
      );
    }
  }
}

function checkedUrl(url: string, index: number): string {
  try {
    return checkProjectUrl(url);
  } catch (error) {
    throw invalid(index, 'url', asFailure(error).sentence);
  }
}

/** What is wrong comes first: the tree cuts a long line off. */
function invalid(index: number, path: string, why: Message): Failure {
  const number = String(index + 1);
  return new Failure(
    'badInput',
    path === ''
      ? message('Project {0} in powabase.projects is not valid: {1}', number, plain(why))
      : message(
          'Not valid at "{1}" of project {0} in powabase.projects: {2}',
          number,
          path,
          plain(why),
        ),
  );
}

const notAnEntry = 'it must stand between { and }, with id, name and provider.';

/** The validator's own words repeat the value, which may be a secret that somebody put in the wrong place. */
function wordsFor(issueType: string): string {
  switch (issueType) {
    case 'picklist':
      return 'it is none of the words that may stand there.';
    case 'strict_object':
      return 'a setting of that name is unknown, or a needed one is missing.';
    case 'custom':
      return 'no credential has this name. Use one such as anonKey, or secretKey:NAME.';
    case 'check':
      return 'leave the password out; it comes from the password file.';
    case 'variant':
      return 'it must say where the value is, such as {"from": "dotenv", "file": ".env", "key": …} or {"from": "stored"}.';
    case 'array':
      return 'it must be a list, between [ and ].';
    case 'record':
      return 'it must be names and values between { and }.';
    case 'number':
    case 'integer':
    case 'min_value':
    case 'max_value':
      return 'it must be a number from 1 to 65535.';
    default:
      return 'it must be a text that is not empty.';
  }
}

/** The opposite of `readSavedProject`. */
export function writeSavedProject(project: Project): SavedProject {
  return {
    id: project.id.slice(project.place.length + 1),
    name: project.name,
    provider: project.provider,
    ...(project.url === undefined ? {} : { url: project.url }),
    ...(project.environment === undefined ? {} : { environment: project.environment }),
    ...(project.safety === undefined ? {} : { safety: project.safety }),
    ...(project.tls === undefined ? {} : { tls: project.tls }),
    credentials: project.credentials,
    ...(project.endpoints === undefined ? {} : { endpoints: project.endpoints }),
    ...(project.restSchema === undefined ? {} : { restSchema: project.restSchema }),
  };
}

/** A secret together with the origin it was given for; it goes nowhere else. */
export interface StoredSecret {
  readonly origin: string;
  readonly value: string;
}

const storedSecret = v.object({ origin: v.string(), value: v.string() });

export function encodeStoredSecret(secret: StoredSecret): string {
  return JSON.stringify({ origin: secret.origin, value: secret.value });
}

/** Undefined when the text is not one of ours. */
export function decodeStoredSecret(encoded: string): StoredSecret | undefined {
  try {
    const result = v.safeParse(storedSecret, JSON.parse(encoded));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
