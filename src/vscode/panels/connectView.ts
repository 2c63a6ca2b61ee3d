import * as vscode from 'vscode';
import { connectionFormats } from '../../core/connectionStrings';
import { idsIn, kindOf } from '../../core/credentialIds';
import type { CredentialId, CredentialSource, Project } from '../../core/model';
import type { ConnectField, ConnectLink, ConnectView } from '../../protocol/connect';
import { labelOf, providerOf } from '../../providers';
import type { CredentialField, Provider } from '../../providers/provider';
import { readDotenvFile } from '../dotenvFile';
import type { Services } from '../services';

type Shown = Pick<Services, 'credentials' | 'projects' | 'world'>;

/** How long a page waits for a value that may be shown, before it is masked like the others. */
const valueLimit = 1_500;

/** Everything that the page shows before anybody asks for more; no secret is read for it. */
export async function viewOf(project: Project, services: Shown): Promise<ConnectView> {
  const provider = providerOf(project.provider);
  const { connect } = provider;
  const rotation = connect.rotation;
  return {
    project: project.name,
    provider: provider.label,
    fields: [urlField(project, provider), ...(await keyFields(project, provider, services))],
    ...(provider.note === undefined ? {} : { note: vscode.l10n.t(provider.note) }),
    services: servicesOf(project, provider),
    formats: connectionFormats.map(({ id, label, tlsChoices }) => ({ id, label, tls: tlsChoices })),
    hasDatabaseUrl: project.credentials.databaseUrl !== undefined,
    whereValuesAre: vscode.l10n.t(connect.whereValuesAre),
    rotation: {
      advice: vscode.l10n.t(rotation.advice),
      page: translated(rotation.page(project.url)),
    },
    ...(connect.dashboard ? { dashboard: translated(connect.dashboard(project.url)) } : {}),
    documents: provider.links.map(translated),
    revealSeconds: setting('revealSeconds', 30),
    ...(setting('showMcp', false) ? { mcp: mcpOf(project, provider) } : {}),
  };
}

function setting<T>(name: string, otherwise: T): T {
  return vscode.workspace.getConfiguration('powabase.connect').get(name, otherwise);
}

function translated({ label, url }: ConnectLink): ConnectLink {
  return { label: vscode.l10n.t(label), url };
}

function urlField({ url }: Project, { connect }: Provider): ConnectField {
  return {
    id: 'url',
    label: vscode.l10n.t('Project URL'),
    use: vscode.l10n.t('The base of every HTTP request.'),
    safety: 'public',
    state:
      url === undefined
        ? { kind: 'missing', where: vscode.l10n.t(connect.whereValuesAre) }
        : { kind: 'plain', value: url },
  };
}

/** The addresses of the services below the project URL. */
export function servicesOf({ url }: Project, { connect }: Provider): readonly ConnectLink[] {
  if (url === undefined) return [];
  return connect.services.map(({ label, path }) => ({
    label: vscode.l10n.t(label),
    url: url + path,
  }));
}

async function keyFields(
  project: Project,
  provider: Provider,
  services: Shown,
): Promise<readonly ConnectField[]> {
  const known = idsIn(project.credentials);
  const translate = (text: string) => vscode.l10n.t(text);
  const rows = provider.credentials.flatMap(
    (field): { id: CredentialId; field: CredentialField }[] => {
      const ids = known.filter((id) => kindOf(id) === field.kind);
      if (ids.length === 0) return field.optional ? [] : [{ id: field.kind, field }];
      return ids.map((id) => ({ id, field }));
    },
  );
  return Promise.all(
    rows.map(async ({ id, field }) => ({
      id,
      label: labelOf(provider, id, translate),
      use: vscode.l10n.t(field.use),
      safety: field.safety,
      ...(field.replacedBy === undefined
        ? {}
        : { replacedBy: labelOf(provider, field.replacedBy, translate) }),
      state: await stateOf(project, provider, id, field, services),
    })),
  );
}

async function stateOf(
  project: Project,
  { connect }: Provider,
  id: CredentialId,
  { safety }: CredentialField,
  services: Shown,
): Promise<ConnectField['state']> {
  const source = project.credentials[id];
  if (!source) return { kind: 'missing', where: vscode.l10n.t(connect.whereValuesAre) };
  if (safety === 'secret') return { kind: 'masked' };
  const value = await withinLimit(atHand(project, id, source, services));
  return value === undefined ? { kind: 'masked' } : { kind: 'plain', value };
}

/** The page shows it by itself, after a reload too: so no program is started, nobody asked, and nothing goes anywhere. */
async function atHand(
  project: Project,
  id: CredentialId,
  source: CredentialSource,
  { credentials, projects, world }: Shown,
): Promise<string | undefined> {
  if (source.from !== 'dotenv') return credentials.peek(project, id);
  return (await readDotenvFile(world, projects.folderOf(project), source.file))[source.key];
}

async function withinLimit(reading: Promise<string | undefined>): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), valueLimit);
  });
  return Promise.race([reading.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}

/** The hosted MCP server and the entry for it in `.vscode/mcp.json`; it signs in by itself, so nothing is secret. */
export function mcpOf({ url }: Project, { id, connect }: Provider): ConnectView['mcp'] & object {
  const server = connect.mcpServer(url);
  if (server === undefined) return {};
  const configuration = JSON.stringify(
    { servers: { [id]: { type: 'http', url: server } } },
    undefined,
    2,
  );
  return { server, configuration };
}
