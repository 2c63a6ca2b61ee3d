import { kindOf } from '../../core/credentialIds';
import type { CredentialId, CredentialKind, Project } from '../../core/model';
import type { Snippet, ValueSource } from '../../core/snippets/snippet';
import { isPublic } from '../../core/snippets/values';
import { providerOf } from '../../providers';
import { rolesOf, type Way, waysOf } from '../../providers/authentication';
import type { Provider, ProviderRole } from '../../providers/provider';

/** What a person decides of a snippet: what authenticates it, and where its values come from. */
export interface Choice {
  /** The role of the requests; absent where none are sent. */
  readonly role?: ProviderRole;
  readonly way: Way;
  readonly source: ValueSource;
  /** The credentials whose values stand in the code. */
  readonly written: readonly CredentialId[];
}

const environment: Choice = { way: {}, source: 'environment', written: [] };

/**
 * The choices that a snippet leaves, the likeliest first; in a client those that may ship come first. `wanted`
 * leaves the ways with other credentials out.
 */
export function choicesFor(
  snippet: Snippet,
  project: Project,
  client: boolean,
  wanted?: CredentialKind,
): readonly Choice[] {
  const { needs, group } = snippet;
  if (group === 'environment') return dotenvChoices(project);
  if (needs !== 'requestKey' && needs.length === 0) return [environment];
  if (needs !== 'requestKey' && needs.includes('databaseUrl')) return databaseChoices(project);
  if (needs !== 'requestKey' && needs.includes('jwtSecret')) {
    const known = project.credentials.jwtSecret !== undefined;
    return [
      environment,
      ...(known ? [{ way: {}, source: 'written', written: ['jwtSecret'] } as const] : []),
    ];
  }
  return requestChoices(snippet, project, client, wanted);
}

function requestChoices(
  { needs }: Snippet,
  project: Project,
  client: boolean,
  wanted: CredentialKind | undefined,
): readonly Choice[] {
  const provider = providerOf(project.provider);
  const fits = ({ way }: Pick<Choice, 'way'>) => {
    const kind = way.own && kindOf(way.own);
    if (wanted !== undefined) return kind === wanted;
    return needs === 'requestKey' || (kind !== undefined && needs.includes(kind));
  };
  const known = rolesOf(provider, project).flatMap((role) =>
    waysOf(role, project.credentials).map((way) => ({ role, way })),
  );
  const fitting = known.filter(fits);
  const offered = fitting.length > 0 ? fitting : waysOfSystem(provider).filter(fits);
  const sorted = client
    ? [...offered].sort((a, b) => Number(mayShip(b.way)) - Number(mayShip(a.way)))
    : offered;
  const read = sorted.map((choice): Choice => ({ ...choice, source: 'environment', written: [] }));
  const written = sorted.flatMap((choice): readonly Choice[] => {
    const ids = idsOf(choice.way);
    return ids.every((id) => project.credentials[id] !== undefined)
      ? [{ ...choice, source: 'written', written: ids }]
      : [];
  });
  return [...read, ...written];
}

/** For a project without keys: one way for each role, as the environment may know it. */
function waysOfSystem({ roles }: Provider): readonly { role: ProviderRole; way: Way }[] {
  return roles.map((role) => {
    const [own] = role.credentials;
    const [gateway] = role.gateway ?? [];
    return { role, way: { ...(own && { own }), ...(gateway && { gateway }) } };
  });
}

function databaseChoices({ credentials }: Project): readonly Choice[] {
  const known = credentials.databaseUrl !== undefined;
  return [
    environment,
    { ...environment, source: 'placeholder' },
    ...(known ? [{ way: {}, source: 'written', written: ['databaseUrl'] } as const] : []),
  ];
}

function dotenvChoices({ credentials }: Project): readonly Choice[] {
  const ids = (Object.keys(credentials) as CredentialId[]).filter((id) =>
    /^(?:publishableKey|secretKey|anonKey|serviceRoleKey|jwtSecret|databaseUrl)$/.test(id),
  );
  const publicIds = ids.filter((id) => isPublic(kindOf(id)));
  return [
    { way: {}, source: 'placeholder', written: publicIds },
    ...(ids.length > publicIds.length
      ? [{ way: {}, source: 'written', written: ids } as const]
      : []),
  ];
}

export function idsOf({ own, gateway }: Way): readonly CredentialId[] {
  return [gateway, own].filter((id) => id !== undefined);
}

/** Whether a client may hold what this way takes. A user's token comes from signing in, never from the code. */
export function mayShip(way: Way): boolean {
  return idsOf(way).every((id) => isPublic(kindOf(id)));
}
