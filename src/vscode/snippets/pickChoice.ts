import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { CredentialId, Project } from '../../core/model';
import type { Snippet } from '../../core/snippets/snippet';
import { fieldOf, labelOf, providerOf } from '../../providers';
import type { Provider } from '../../providers/provider';
import { showQuickPick } from '../window';
import type { Choice } from './choices';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Asks for what the snippet leaves open; nothing where there is one answer. Throws `cancelled`. */
export async function pickChoice(
  snippet: Snippet,
  project: Project,
  choices: readonly Choice[],
  variablesOf: (choice: Choice) => readonly string[],
): Promise<Choice> {
  const [only] = choices;
  if (only && choices.length === 1) return only;
  const written = choices.filter(({ source }) => source === 'written');
  const others = choices.filter(({ source }) => source !== 'written');
  const itemOf = (choice: Choice) => itemFor(snippet, project, choice, variablesOf(choice));
  const picked = await showQuickPick<ChoiceItem>(
    [
      ...others.map(itemOf),
      ...(written.length === 0
        ? []
        : [
            {
              label: vscode.l10n.t('Written into the file'),
              kind: vscode.QuickPickItemKind.Separator,
            },
          ]),
      ...written.map(itemOf),
    ],
    { title: vscode.l10n.t(snippet.label), placeHolder: vscode.l10n.t('Key and values') },
  );
  if (!picked?.choice) throw cancelled();
  return picked.choice;
}

function itemFor(
  snippet: Snippet,
  project: Project,
  choice: Choice,
  variables: readonly string[],
): ChoiceItem {
  if (snippet.group === 'database') return databaseItem(choice, variables);
  if (snippet.group === 'environment') return dotenvItem(choice);
  const fromEnvironment = choice.source === 'environment';
  return {
    label: fromEnvironment
      ? roleLabel(choice, vscode.l10n.t('From the environment'))
      : vscode.l10n.t('{0}, with the value', roleLabel(choice, vscode.l10n.t('Secret'))),
    description: keyWords(project, choice),
    detail: fromEnvironment
      ? vscode.l10n.t('Reads {0}.', variables.join(', '))
      : vscode.l10n.t('Writes the value down. For files that nobody commits.'),
    choice,
  };
}

function roleLabel({ role }: Choice, otherwise: string): string {
  return role?.label ?? otherwise;
}

function keyWords(project: Project, { way }: Choice): string {
  if (way.own === undefined) return '';
  return safetyWords(providerOf(project.provider), way.own);
}

/** The credential, and where it may go. */
export function safetyWords(provider: Provider, id: CredentialId): string {
  const label = labelOf(provider, id, vscode.l10n.t);
  if (fieldOf(provider, id)?.safety === 'public') return vscode.l10n.t('{0} · safe to ship', label);
  return id === 'userToken'
    ? vscode.l10n.t('{0} · of one user, never in code', label)
    : vscode.l10n.t('{0} · server only', label);
}

function databaseItem(choice: Choice, variables: readonly string[]): ChoiceItem {
  switch (choice.source) {
    case 'environment':
      return {
        label: vscode.l10n.t('From the environment'),
        detail: vscode.l10n.t('Reads {0}.', variables.join(', ')),
        choice,
      };
    case 'placeholder':
      return {
        label: vscode.l10n.t('With a placeholder'),
        detail: vscode.l10n.t('Says YOUR-… where the secret belongs.'),
        choice,
      };
    case 'written':
      return {
        label: vscode.l10n.t('With the password'),
        detail: vscode.l10n.t('Connects as it stands. For files that nobody commits.'),
        choice,
      };
  }
}

function dotenvItem(choice: Choice): ChoiceItem {
  return choice.source === 'written'
    ? {
        label: vscode.l10n.t('With the secrets'),
        detail: vscode.l10n.t('For a file that git ignores.'),
        choice,
      }
    : {
        label: vscode.l10n.t('Secrets left empty'),
        detail: vscode.l10n.t('Public values are filled in.'),
        choice,
      };
}
