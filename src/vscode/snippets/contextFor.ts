import {
  givenWay,
  isTransactionPooler,
  type Way,
  waysTo,
} from '../../core/connectionStrings/endpoints';
import { type ConnectionParts, parseUri } from '../../core/connectionStrings/parts';
import { kindOf } from '../../core/credentialIds';
import { withTls } from '../../core/databaseTls';
import { Failure, message } from '../../core/errors';
import { classifyKey } from '../../core/keys';
import type { CredentialKind, Project } from '../../core/model';
import type { Snippet, SnippetContext, SnippetTable } from '../../core/snippets/snippet';
import { providerOf } from '../../providers';
import { snippetContext } from '../../providers/snippetContext';
import type { Services } from '../services';
import { type Choice, idsOf } from './choices';
import type { SnippetDocument } from './snippetDocument';

/** What the code is for, as far as it is decided before a snippet is chosen. */
export interface SnippetSubject {
  readonly project: Project;
  readonly document: SnippetDocument;
  readonly table?: SnippetTable;
}

/** A way to a database that stands for one that nobody has read yet. */
const anyDatabase: Way = {
  id: 'any',
  parts: { host: 'HOST', port: 5432, database: 'postgres', user: 'postgres', tls: 'unsaid' },
};

/** The context without a single secret read: enough to show the code and to name its variables. */
export function previewContext(subject: SnippetSubject, choice: Choice): SnippetContext {
  return contextOf(subject, choice, {}, anyDatabase, []);
}

/** The context with what the code writes down. Throws a `Failure`. */
export async function contextFor(
  services: Services,
  subject: SnippetSubject,
  snippet: Pick<Snippet, 'group'>,
  choice: Choice,
): Promise<SnippetContext> {
  const values: { [Kind in CredentialKind]?: string } = {};
  for (const id of choice.written) {
    const value = await services.credentials.read(subject.project, id);
    // Of several secret keys the plain one comes first.
    if (value !== undefined) values[kindOf(id)] ??= value;
  }
  const database = snippet.group === 'database' ? await wayTo(services, subject) : undefined;
  const opaque = await opaqueKinds(services, subject.project, choice);
  return contextOf(subject, choice, values, database, opaque);
}

/** The legacy kinds may hold a key of today's form. Only what can be read without a question is looked at. */
async function opaqueKinds(
  { credentials }: Services,
  project: Project,
  { way }: Choice,
): Promise<readonly CredentialKind[]> {
  const kinds: CredentialKind[] = [];
  for (const id of idsOf(way)) {
    const from = project.credentials[id]?.from;
    if (from !== 'stored' && from !== 'dotenv') continue;
    const form = classifyKey((await credentials.read(project, id)) ?? '').kind;
    if (form === 'publishable' || form === 'secret') kinds.push(kindOf(id));
  }
  return kinds;
}

function contextOf(
  { project, document, table }: SnippetSubject,
  { way, source }: Choice,
  values: SnippetContext['values'],
  to: Way | undefined,
  opaque: readonly CredentialKind[],
): SnippetContext {
  const { client, framework, typed } = document;
  return snippetContext(project, {
    key: {
      ...(way.own && { own: kindOf(way.own) }),
      ...(way.gateway && { gateway: kindOf(way.gateway) }),
      opaque,
    },
    source,
    values,
    ...(to && { database: source === 'written' ? to.parts : withoutPassword(to.parts) }),
    pooled: to !== undefined && isTransactionPooler(to),
    client,
    framework,
    typed,
    ...(table && { table }),
  });
}

function withoutPassword({ password: _, ...parts }: ConnectionParts): ConnectionParts {
  return parts;
}

/** The way that the Database URL takes; without one the first that is known. */
async function wayTo(
  { credentials, projects }: Services,
  { project }: SnippetSubject,
): Promise<Way> {
  const tls = projects.tlsOf(project);
  const chosen = (parts: ConnectionParts) => (tls === undefined ? parts : withTls(parts, tls));
  const url = await credentials.read(project, 'databaseUrl');
  const [endpoint] = project.endpoints ?? [];
  if (url !== undefined) {
    const given = chosen(parseUri(url));
    const { connect } = providerOf(project.provider);
    const ways = waysTo(given, [...(project.endpoints ?? []), ...connect.endpointsFrom(given)]);
    return givenWay(ways, given) ?? { id: 'given', parts: given };
  }
  if (endpoint) {
    const { kind, host, port, user, database } = endpoint;
    return { id: kind, kind, parts: chosen({ host, port, user, database, tls: 'unsaid' }) };
  }
  throw new Failure(
    'missingCredential',
    message('"{0}" has no Database URL yet. Add it with Powabase: Set Credential.', project.name),
  );
}
