import * as vscode from 'vscode';
import { idsIn } from '../../core/credentialIds';
import { asFailure, message } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import { failed, type Hop } from '../../core/verify/hop';
import type { VerifiedProject } from '../../core/verify/hopsOf';
import type { NamedKey } from '../../core/verify/keyHops';
import type { RoleProbe } from '../../core/verify/restHops';
import { fieldOf, labelOf, providerOf } from '../../providers';
import { authenticate, waysOf } from '../../providers/authentication';
import type { Provider } from '../../providers/provider';
import type { Credentials } from '../credentials';
import type { Services } from '../services';

/** A project with the secrets that can be read; each that cannot is a hop which has failed already. */
export async function knownProject(
  {
    credentials,
    projects,
  }: Pick<Services, 'projects'> & { readonly credentials: Pick<Credentials, 'read'> },
  project: Project,
): Promise<{ readonly known: VerifiedProject; readonly unreadable: readonly Hop[] }> {
  const provider = providerOf(project.provider);
  const { values, unreadable } = await readAll(credentials, project, provider);
  const { service } = provider;
  const { url, restSchema } = project;
  const roles = await probesOf(project, provider, values);
  const serviceRole = roles.find(({ id }) => id === service?.role);
  const jwtSecret = values.get('jwtSecret');
  const databaseUrl = values.get('databaseUrl');
  const tls = projects.tlsOf(project);
  const known: VerifiedProject = {
    roles:
      provider.asksRestSchema && restSchema !== undefined
        ? roles.map((role) => ({
            ...role,
            headers: { ...role.headers, 'Accept-Profile': restSchema },
          }))
        : roles,
    keys: keysOf(provider, values),
    ...(url === undefined
      ? {}
      : { url, rest: { provider: provider.id, restBase: provider.restBase(url) } }),
    ...(jwtSecret === undefined ? {} : { jwtSecret }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(tls === undefined ? {} : { tls }),
    ...(url !== undefined && service && serviceRole
      ? { service: { label: service.label, url: url + service.path, role: serviceRole } }
      : {}),
  };
  return { known, unreadable };
}

type Values = ReadonlyMap<CredentialId, string>;

async function readAll(
  credentials: Pick<Credentials, 'read'>,
  project: Project,
  provider: Provider,
) {
  const values = new Map<CredentialId, string>();
  const unreadable: Hop[] = [];
  for (const id of idsIn(project.credentials)) {
    if (!fieldOf(provider, id)) continue;
    try {
      const value = await credentials.read(project, id);
      if (value !== undefined) values.set(id, value);
    } catch (error) {
      const { sentence, detail } = asFailure(error);
      const advice = detail.hint ?? message('Set it with Powabase: Set Credential.');
      unreadable.push({
        id: `key:${id}`,
        label: message('{0}', labelOf(provider, id, vscode.l10n.t)),
        needs: [],
        check: async () => ({
          ...failed('', sentence, advice),
          remedies: [{ kind: 'setCredential', id }],
        }),
      });
    }
  }
  return { values, unreadable };
}

/** Every role with every key that makes it so; what requests use by default comes first. */
async function probesOf(
  { credentials }: Project,
  provider: Provider,
  values: Values,
): Promise<readonly RoleProbe[]> {
  const probes: RoleProbe[] = [];
  for (const role of provider.roles) {
    const ways = waysOf(role, credentials);
    for (const way of ways) {
      const sent = await authenticate(provider, way, async (id) => values.get(id));
      if (!sent) continue;
      const named = ways.length > 1 && way.own !== undefined;
      probes.push({
        id: role.id,
        label: role.label,
        headers: sent.headers,
        ...(named ? { key: labelOf(provider, way.own, vscode.l10n.t) } : {}),
      });
    }
  }
  return probes;
}

function keysOf(provider: Provider, values: Values): readonly NamedKey[] {
  return [...values].flatMap(([id, value]) => {
    const field = fieldOf(provider, id);
    if (!field || field.kind === 'jwtSecret' || field.kind === 'databaseUrl') return [];
    const label = labelOf(provider, id, vscode.l10n.t);
    return [{ id, label, value, ...(field.anyRole ? { anyRole: true } : {}) }];
  });
}
