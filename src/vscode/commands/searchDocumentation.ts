import * as vscode from 'vscode';
import { type DocumentPage, fetchDocumentIndex } from '../../core/documentIndex';
import { asFailure, cancelled, type Failure } from '../../core/errors';
import { providers } from '../../providers';
import { guideOf } from '../../providers/guides';
import type { Services } from '../services';
import { plainItem } from '../window';
import { explain } from '../words';
import { type Entry, linkEntry } from './linkEntry';

/** Every page that the documents' own index lists; without a network, the pages that are known anyhow. */
export async function searchDocumentation({ world, log }: Services): Promise<void> {
  const abort = new AbortController();
  const list = vscode.window.createQuickPick<Entry>();
  list.title = vscode.l10n.t('Search Powabase Documentation');
  list.placeholder = vscode.l10n.t('Reading the list of pages…');
  list.busy = true;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  const chosen = new Promise<Entry | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems[0]));
    list.onDidHide(() => resolve(undefined));
  });
  list.show();
  const reading = entriesFrom(world.sendHttp, abort.signal).then(({ entries, failure }) => {
    if (failure) log.failure('documentation', failure);
    list.items = entries.map(plainItem);
    list.placeholder = failure
      ? vscode.l10n.t('The list of pages could not be read, these are known: {0}', explain(failure))
      : vscode.l10n.t('{0} pages', String(entries.length));
    list.busy = false;
  });
  const entry = await chosen;
  abort.abort();
  await reading;
  list.dispose();
  if (!entry) throw cancelled();
  await entry.open();
}

const documented = providers.flatMap((provider) => {
  const { index, links } = guideOf(provider.id);
  return index === undefined ? [] : [{ index, links: [...provider.links, ...links] }];
});

async function entriesFrom(
  send: Services['world']['sendHttp'],
  signal: AbortSignal,
): Promise<{ readonly entries: readonly Entry[]; readonly failure?: Failure }> {
  try {
    const pages = await Promise.all(
      documented.map(({ index }) => fetchDocumentIndex(send, index, signal)),
    );
    return { entries: pages.flat().map(entryOf) };
  } catch (error) {
    const known = documented.flatMap(({ links }) => links);
    return {
      entries: known.map(({ label, url }) => linkEntry(vscode.l10n.t(label), url)),
      failure: asFailure(error),
    };
  }
}

function entryOf({ title, url, section, description }: DocumentPage): Entry {
  return { ...linkEntry(title, url), description: section, detail: description || url };
}
