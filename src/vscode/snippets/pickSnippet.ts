import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import type { Offer } from '../../core/snippets/offer';
import type { Snippet, SnippetGroup, SnippetLanguage } from '../../core/snippets/snippet';
import { createPreview } from './preview';

interface SnippetItem extends vscode.QuickPickItem {
  readonly snippet?: Snippet;
}

export interface SnippetList {
  readonly title: string;
  readonly offer: Offer;
  /** The one that was taken last in a document of this language. */
  readonly last: string | undefined;
  /** The code as it would be inserted, with the values that are used when nobody chooses others. */
  preview(snippet: Snippet): string;
}

/** The snippet that the person takes: those for the document's language stand first. Throws `cancelled`. */
export function pickSnippet({ title, offer, last, preview }: SnippetList): Promise<Snippet> {
  return new Promise((resolve, reject) => {
    const box = vscode.window.createQuickPick<SnippetItem>();
    const shownBeside = createPreview();
    let previewing = false;
    const items = itemsOf(offer, last);
    Object.assign(box, { title, items, placeholder: vscode.l10n.t('What to insert') });
    box.matchOnDescription = true;
    const lastItem = items.find(({ snippet }) => snippet !== undefined && snippet.id === last);
    if (lastItem) box.activeItems = [lastItem];
    box.buttons = [
      { iconPath: new vscode.ThemeIcon('open-preview'), tooltip: vscode.l10n.t('Preview') },
    ];
    const showActive = () => {
      const [active] = box.activeItems;
      if (!previewing || !active?.snippet) return;
      void shownBeside.show(preview(active.snippet), extensions[active.snippet.language]);
    };
    box.onDidTriggerButton(() => {
      previewing = true;
      box.ignoreFocusOut = true;
      showActive();
    });
    box.onDidChangeActive(showActive);
    box.onDidAccept(() => {
      const [picked] = box.selectedItems;
      if (!picked?.snippet) return;
      resolve(picked.snippet);
      box.hide();
    });
    box.onDidHide(() => {
      reject(cancelled());
      shownBeside.dispose();
      box.dispose();
    });
    box.show();
  });
}

function itemsOf({ fitting, others }: Offer, last: string | undefined): readonly SnippetItem[] {
  const first = [...fitting].sort((a, b) => Number(b.id === last) - Number(a.id === last));
  const groups = [...new Set(others.map(({ group }) => group))];
  return [
    ...(first.length === 0 ? [] : [separator(vscode.l10n.t('For this document'))]),
    ...first.map(itemOf),
    ...groups.flatMap((group) => [
      separator(groupLabel(group)),
      ...others.filter((snippet) => snippet.group === group).map(itemOf),
    ]),
  ];
}

function separator(label: string): SnippetItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function itemOf(snippet: Snippet): SnippetItem {
  return {
    label: vscode.l10n.t(snippet.label),
    description: snippet.library ?? languageLabels[snippet.language],
    snippet,
  };
}

function groupLabel(group: SnippetGroup): string {
  switch (group) {
    case 'http':
      return vscode.l10n.t('Requests');
    case 'database':
      return vscode.l10n.t('Database');
    case 'tokens':
      return vscode.l10n.t('Tokens of users');
    case 'functions':
      return vscode.l10n.t('Functions and Realtime');
    case 'environment':
      return vscode.l10n.t('Environment files');
  }
}

const extensions: Readonly<Record<SnippetLanguage, string>> = {
  typescript: 'ts',
  python: 'py',
  go: 'go',
  php: 'php',
  java: 'java',
  csharp: 'cs',
  shellscript: 'sh',
  dotenv: 'env',
  plaintext: 'txt',
};

const languageLabels: Readonly<Record<SnippetLanguage, string>> = {
  typescript: 'TypeScript, JavaScript',
  python: 'Python',
  go: 'Go',
  php: 'PHP',
  java: 'Java',
  csharp: 'C#',
  shellscript: 'Shell',
  dotenv: '.env',
  plaintext: '',
};
