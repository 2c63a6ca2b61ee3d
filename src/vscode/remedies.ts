import * as vscode from 'vscode';
import { grantRemedyFor } from '../core/diagnose/grants';
import { type Failure, plain } from '../core/errors';
import type { CredentialId, Project, RoleId } from '../core/model';
import type { Remedy } from '../core/remedy';
import { type RestRequest, withHeaders } from '../core/rest/request';
import { requestText } from '../core/rest/requestText';
import { labelOf, providerOf } from '../providers';
import { missingFor, rolesOf, waysOf } from '../providers/authentication';
import { guideOf } from '../providers/guides';
import { setSafety } from './commands/editProject';
import { setCredential } from './commands/setCredential';
import { setTlsOf } from './commands/setTls';
import { limitSetting } from './commands/statementLimit';
import type { Action } from './panels/resultViews';
import { reporting } from './reporting';
import type { Services } from './services';
import { translate } from './words';

/** A remedy as a button, with the icon for where there is no room for its words. */
export interface RemedyAction extends Action {
  readonly icon: string;
}

/** Sends a refused request once more, changed. */
export interface Resend {
  readonly request: RestRequest;
  /** Asks which role. */
  changeRole(): Promise<void>;
  send(request: RestRequest): Promise<void>;
}

/** The buttons for what can be done about a refusal; those that send again where `resend` says how. */
export function actionsFor(
  services: Services,
  project: Project,
  remedies: readonly Remedy[],
  resend?: Resend,
): readonly RemedyAction[] {
  const action = (label: string, icon: string, work: () => Promise<void>): RemedyAction => ({
    label,
    icon,
    run: () => void reporting(services, 'remedy', work),
  });
  const setOne = (id: CredentialId) =>
    action(
      vscode.l10n.t('Set {0}…', labelOf(providerOf(project.provider), id, vscode.l10n.t)),
      'key',
      () => setCredential(services, currentOf(services, project), id),
    );
  const actionFor = (remedy: Remedy): RemedyAction | undefined => {
    switch (remedy.kind) {
      case 'setKey':
        return setOne(credentialFor(project, remedy.role));
      case 'setCredential':
        return setOne(remedy.id);
      case 'setUrl':
        return action(vscode.l10n.t('Set Project URL…'), 'link', () =>
          setCredential(services, currentOf(services, project), 'url'),
        );
      case 'setTls':
        return action(vscode.l10n.t('Set TLS…'), 'shield', () =>
          setTlsOf(services, currentOf(services, project)),
        );
      case 'setLimit':
        return action(vscode.l10n.t('Change the Limit…'), 'settings-gear', async () => {
          const setting = `powabase.${limitSetting}`;
          await vscode.commands.executeCommand('workbench.action.openSettings', setting);
        });
      case 'setSafety':
        return action(vscode.l10n.t('Set Safety Mode…'), 'unlock', () =>
          setSafety(services, { kind: 'project', project: currentOf(services, project) }),
        );
      case 'verify':
        return action(vscode.l10n.t('Verify Connection'), 'debug-disconnect', async () => {
          const node = { kind: 'project', project: currentOf(services, project) };
          await vscode.commands.executeCommand('powabase.verifyConnection', node);
        });
      case 'openSql':
        return action(translate(remedy.label), 'code', () => openSql(project, remedy.sql));
      case 'changeRole':
        if (!resend || rolesOf(providerOf(project.provider), project).length < 2) return undefined;
        return action(vscode.l10n.t('Change Role…'), 'account', () => resend.changeRole());
      case 'resend': {
        const changed = resend && withHeaders(resend.request, remedy.headers);
        if (!changed || requestText(changed) === requestText(resend.request)) return undefined;
        return action(translate(remedy.label), 'send', () => resend.send(changed));
      }
      case 'read':
        return action(vscode.l10n.t('Open Documentation'), 'book', async () => {
          const page = guideOf(project.provider).pages[remedy.topic];
          await vscode.env.openExternal(vscode.Uri.parse(page));
        });
    }
  };
  return remedies.flatMap((remedy) => actionFor(remedy) ?? []);
}

/** It may have been edited since the button was made. */
function currentOf({ projects }: Services, project: Project): Project {
  return projects.find(project.id) ?? project;
}

/** The key that requests of this role carry, or the one that they lack. */
function credentialFor(project: Project, role: RoleId): CredentialId {
  const provider = providerOf(project.provider);
  const offered = provider.roles.find(({ id }) => id === role) ?? provider.roles[0];
  const [way] = offered ? waysOf(offered, project.credentials) : [];
  const missing = offered && missingFor(offered, project.credentials);
  return way?.own ?? missing ?? offered?.credentials[0] ?? 'userToken';
}

/** A document of the project's, not yet saved: the person reads it, changes it, and runs what is right. */
async function openSql({ name }: Project, sql: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'sql',
    content: `-- @project ${name}\n${sql}`,
  });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** What can be done where no answer came, or where a statement failed. `role` is of the request; absent for SQL. */
export function remediesFor(
  failure: Failure,
  project: Project,
  sent: { readonly role: RoleId } | { readonly statement: string; readonly user: string },
): readonly Remedy[] {
  const overHttp = 'role' in sent;
  const where: Remedy = overHttp
    ? { kind: 'setUrl' }
    : { kind: 'setCredential', id: 'databaseUrl' };
  const read: Remedy = { kind: 'read', topic: overHttp ? 'routing' : 'connection' };
  switch (failure.reason) {
    case 'missingCredential':
      if (!overHttp || project.url === undefined) return [where];
      return [{ kind: 'setKey', role: sent.role }];
    case 'refusedLogin':
    case 'unreachable':
    case 'timedOut':
      return [where, read];
    case 'overLimit':
      return [{ kind: 'setLimit' }];
    case 'readOnly':
      return [{ kind: 'setSafety' }];
    case 'connectionLost':
      return [{ kind: 'verify' }];
    case 'untrustedCertificate':
    case 'noTls':
      return [{ kind: 'setTls' }, read];
    case 'statementFailed':
      return overHttp ? [] : statementRemedies(failure, sent);
    default:
      return [];
  }
}

function statementRemedies(
  { sentence, detail }: Failure,
  { statement, user }: { readonly statement: string; readonly user: string },
): readonly Remedy[] {
  switch (detail.sqlstate) {
    case '42501': {
      const grant = grantRemedyFor(plain(sentence), statement, user);
      return [...(grant ? [grant] : []), { kind: 'read', topic: grant ? 'grants' : 'policies' }];
    }
    case '26000':
      return [{ kind: 'read', topic: 'pooler' }];
    default:
      return [];
  }
}
