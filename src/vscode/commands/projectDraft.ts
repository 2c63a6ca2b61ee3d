import { parseUri } from '../../core/connectionStrings/parts';
import { idsIn } from '../../core/credentialIds';
import { cancelled } from '../../core/errors';
import type { CredentialId, CredentialSource, Endpoint, Project } from '../../core/model';
import { fieldOf } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { Services } from '../services';
import { verifyProject } from './verifyConnection';

/** A project that is being added. */
export interface ProjectDraft {
  readonly provider?: Provider;
  readonly url?: string;
  readonly credentials: { readonly [Id in CredentialId]?: Given };
  readonly name?: string;
  /** Where the provider asks for one. */
  readonly restSchema?: string;
  /** The ways to the database that the account told. */
  readonly endpoints?: readonly Endpoint[];
}

/** A value typed in or found, or a key of a file of the workspace. */
export type Given =
  | { readonly from: 'typed'; readonly value: string }
  | { readonly from: 'dotenv'; readonly file: string; readonly key: string };

/** The first label of the host, which holds the reference or the slug; else the database's name. */
export function suggestedName({ url, credentials }: ProjectDraft): string {
  if (url !== undefined) {
    const { hostname, host } = new URL(url);
    return /^[\d.]+$|^localhost$|^\[/.test(hostname) ? host : (hostname.split('.')[0] ?? host);
  }
  const given = credentials.databaseUrl;
  return given?.from === 'typed' ? parseUri(given.value).database : '';
}

/** Saves what was reviewed: the facts among the projects, the secrets in secret storage. */
export async function saveDraft(
  { credentials, projects }: Services,
  draft: ProjectDraft,
): Promise<Project> {
  const project = projectFrom(draft);
  for (const id of idsIn(project.credentials)) {
    const given = draft.credentials[id];
    if (given?.from === 'typed') await credentials.store(project, id, given.value);
  }
  await projects.save(project);
  return project;
}

/** Checks every hop to a project that is not saved yet, and keeps nothing of it. */
export async function verifyDraft(services: Services, draft: ProjectDraft): Promise<void> {
  await verifyProject(services, projectFrom(draft), {
    async read(project, id) {
      const given = draft.credentials[id];
      return given?.from === 'typed' ? given.value : services.credentials.read(project, id);
    },
  });
}

/** One that refers to the workspace's `.env` belongs to the workspace; any other to the person. */
function projectFrom(draft: ProjectDraft): Project {
  const { provider, name, url } = draft;
  if (!provider || name === undefined) throw cancelled();
  // What was found before the system was changed may be of none of its kinds.
  const given = idsIn(draft.credentials).flatMap((id): readonly [CredentialId, Given][] => {
    const value = draft.credentials[id];
    return value && fieldOf(provider, id) ? [[id, value]] : [];
  });
  const place = given.some(([, { from }]) => from === 'dotenv') ? 'workspace' : 'user';
  return {
    id: `${place}:${crypto.randomUUID()}`,
    name,
    provider: provider.id,
    ...(url === undefined ? {} : { url }),
    place,
    ...(provider.asksRestSchema && draft.restSchema !== undefined
      ? { restSchema: draft.restSchema }
      : {}),
    ...(draft.endpoints?.length ? { endpoints: draft.endpoints } : {}),
    credentials: Object.fromEntries(given.map(([id, value]) => [id, sourceOf(value)])),
  };
}

function sourceOf(given: Given): CredentialSource {
  return given.from === 'typed' ? { from: 'stored' } : given;
}
