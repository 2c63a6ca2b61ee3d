import * as vscode from 'vscode';
import { timeLeft } from '../../core/countdown';
import type { Project } from '../../core/model';
import type { Remedy } from '../../core/remedy';
import type { Hop, HopState } from '../../core/verify/hop';
import type { HopChange } from '../../core/verify/runHops';
import type { Credentials } from '../credentials';
import { actionsFor, type RemedyAction } from '../remedies';
import type { Services } from '../services';
import type { Refusal } from '../tlsQuestion';
import { plainItem, showInformationMessage } from '../window';
import { translate } from '../words';
import { knownProject } from './knownProject';
import { pickProject } from './pickProject';

/** Checks every hop between the editor and the project's data, and lists what each of them says. */
export async function verifyConnection(services: Services, argument: unknown): Promise<void> {
  await verifyProject(services, await pickProject(services, argument));
}

/** A project that is not saved has its secrets from `unsaved`; nothing is offered then that would change it. */
export async function verifyProject(
  services: Services,
  project: Project,
  unsaved?: Pick<Credentials, 'read'>,
): Promise<void> {
  const { projects, credentials } = services;
  const { known, unreadable } = await knownProject(
    { projects, credentials: unsaved ?? credentials },
    project,
  );
  let refused: Refusal | undefined;
  const abort = new AbortController();
  const list = vscode.window.createQuickPick<HopItem>();
  const changes = new Map<string, HopChange>();
  list.title = vscode.l10n.t('Verify Connection: {0}', project.name);
  list.placeholder = vscode.l10n.t('What each hop to your data says');
  list.busy = true;
  list.matchOnDetail = true;
  // One looks things up elsewhere while the hops are tried.
  list.ignoreFocusOut = true;
  list.onDidAccept(() => {
    const [item] = list.selectedItems;
    if (item) void showWhole(item);
  });
  list.onDidTriggerItemButton(({ item, button }) => {
    item.actions.find(({ label }) => label === button.tooltip)?.run();
  });
  const labels = new Map<string, string>();
  const onChange = (change: HopChange) => {
    labels.set(change.hop.id, translate(change.hop.label));
    changes.set(change.hop.id, change);
    show();
  };
  const show = () => {
    // Whoever stands on a line stays on it; the first line is that of what went wrong.
    const [active] = list.activeItems;
    const stay = active === list.items[0] ? undefined : active?.id;
    list.items = [...changes.values()]
      .sort((one, other) => rank(one.state) - rank(other.state))
      .map(({ hop, state }) => {
        const actions = unsaved ? [] : actionsFor(services, project, remediesIn(state));
        return {
          ...plainItem(itemOf(hop, state, labels)),
          id: hop.id,
          actions,
          buttons: actions.map(buttonOf),
        };
      });
    const [first] = list.items;
    list.activeItems = list.items.filter((item) =>
      stay === undefined ? item === first : item.id === stay,
    );
  };
  list.show();
  const counting = setInterval(() => {
    if ([...changes.values()].some(({ state }) => expiresIn(state) !== undefined)) show();
  }, 1_000);
  const hidden = new Promise<void>((resolve) => {
    list.onDidHide(() => resolve());
  });
  const ended = services.world
    .verify(known, unreadable, onChange, abort.signal)
    .then((ends) => {
      list.placeholder = summaryOf(ends);
      refused = refusalIn(ends);
    })
    .finally(() => {
      list.busy = false;
    });
  await Promise.race([hidden, ended.then(() => hidden)]);
  clearInterval(counting);
  abort.abort();
  list.dispose();
  if (unsaved) return;
  const decided = refused && (await services.sessions.decideTls(project, refused));
  if (decided) await verifyProject(services, decided);
}

/** Why the database was not reached, where that is for the person to decide. */
function refusalIn(ends: readonly HopChange[]): Refusal | undefined {
  const end = ends.find(({ hop }) => hop.id === 'database')?.state;
  if (end?.kind !== 'found' || end.finding.kind !== 'failed') return undefined;
  const { reason, sentence } = end.finding;
  return reason && { reason, sentence };
}

/** One hop, with what can be done about it. */
interface HopItem extends vscode.QuickPickItem {
  readonly id: string;
  readonly actions: readonly RemedyAction[];
}

function remediesIn(state: HopState): readonly Remedy[] {
  return state.kind === 'found' ? (state.finding.remedies ?? []) : [];
}

function buttonOf({ icon, label }: RemedyAction): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip: label };
}

/** A line of the list may be too long for it. */
async function showWhole({ label, detail = '', actions }: HopItem): Promise<void> {
  const title = label.replace(/^\$\([^)]*\) /, '');
  const copy = vscode.l10n.t('Copy');
  const answer = await showInformationMessage(
    title,
    { modal: true, detail },
    ...actions.map((action) => action.label),
    copy,
  );
  if (answer === copy) await vscode.env.clipboard.writeText(`${title}: ${detail}`);
  else actions.find((action) => action.label === answer)?.run();
}

function expiresIn(state: HopState): number | undefined {
  return state.kind === 'found' ? state.finding.expires : undefined;
}

/** What went wrong stands first, where it is seen. */
function rank(state: HopState): number {
  if (state.kind === 'skipped') return 2;
  if (state.kind !== 'found') return 3;
  return { failed: 0, warned: 1, passed: 3 }[state.finding.kind];
}

function summaryOf(ends: readonly HopChange[]): string {
  const count = (...ranks: readonly number[]) =>
    String(ends.filter(({ state }) => ranks.includes(rank(state))).length);
  return vscode.l10n.t(
    '{0} passed, {1} with a warning, {2} failed or not tried. Enter shows the whole of a line.',
    count(3),
    count(1),
    count(0, 2),
  );
}

function itemOf(
  hop: Hop,
  state: HopState,
  labels: ReadonlyMap<string, string>,
): vscode.QuickPickItem {
  const label = translate(hop.label);
  switch (state.kind) {
    case 'waiting':
      return { label: `$(circle-outline) ${label}` };
    case 'running':
      return { label: `$(loading~spin) ${label}` };
    case 'skipped':
      return {
        label: `$(circle-slash) ${label}`,
        detail: vscode.l10n.t('Not tried: it needs {0}.', labels.get(state.because) ?? ''),
      };
    case 'found': {
      const { finding, milliseconds } = state;
      const icon = { passed: 'pass', warned: 'warning', failed: 'error' }[finding.kind];
      const words = [
        translate(finding.sentence),
        ...(finding.kind === 'passed' ? [] : [translate(finding.advice)]),
      ];
      const layer = finding.kind === 'failed' ? finding.layer : '';
      return {
        label: `$(${icon}) ${label}`,
        description: [
          layer,
          vscode.l10n.t('{0} ms', String(Math.round(milliseconds))),
          ...(finding.expires === undefined
            ? []
            : [translate(timeLeft(finding.expires, Date.now() / 1_000))]),
          ...(finding.fingerprint === undefined ? [] : [`SHA-256 ${finding.fingerprint}…`]),
        ]
          .filter((part) => part !== '')
          .join(' · '),
        detail: words.join(' '),
      };
    }
  }
}
