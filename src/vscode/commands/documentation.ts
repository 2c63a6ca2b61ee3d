import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { providers } from '../../providers';
import { guideOf } from '../../providers/guides';
import type { Provider } from '../../providers/provider';
import { openGuide } from '../guidePages';
import type { Services } from '../services';
import { nodeIn } from '../tree/argument';
import { projectOf } from '../tree/explorer';
import { showQuickPick } from '../window';
import { type Entry, linkEntry } from './linkEntry';
import { searchDocumentation } from './searchDocumentation';

/** The documents of every system, by system; first those of the project that it was asked at. */
export async function documentation(services: Services, argument: unknown): Promise<void> {
  const node = nodeIn(argument);
  const first = node && projectOf(node)?.provider;
  const ordered = [...providers].sort(
    (one, other) => Number(other.id === first) - Number(one.id === first),
  );
  const picked = await showQuickPick(
    ordered.flatMap((provider) => entriesOf(services, provider)),
    { title: vscode.l10n.t('Documentation'), matchOnDescription: true },
  );
  if (!picked) throw cancelled();
  await picked.open();
}

function entriesOf(services: Services, provider: Provider): readonly Entry[] {
  const guide = guideOf(provider.id);
  const search: Entry = {
    label: vscode.l10n.t('$(search) Search every page…'),
    open: () => searchDocumentation(services),
  };
  return [
    { label: provider.label, kind: vscode.QuickPickItemKind.Separator, open: async () => {} },
    {
      label: vscode.l10n.t('$(book) What a key says, and the way of a request'),
      description: provider.label,
      open: () => openGuide(provider.id),
    },
    ...(guide.index === undefined ? [] : [search]),
    ...[...provider.links, ...guide.links].map(({ label, url }) =>
      linkEntry(vscode.l10n.t(label), ownPage(services, provider, url)),
    ),
  ];
}

/** A page of the dashboard leads to the project itself where the person has exactly one there. */
function ownPage({ projects }: Services, { id }: Provider, url: string): string {
  const references = projects
    .list()
    .filter(({ provider }) => provider === id)
    .flatMap((project) => referenceIn(project.url) ?? []);
  const [only] = references;
  return only !== undefined && references.length === 1
    ? url.replace('/dashboard/project/_', `/dashboard/project/${only}`)
    : url;
}

function referenceIn(projectUrl = ''): string | undefined {
  return /^https:\/\/([a-z]{20})\.supabase\.(?:co|red)(?:\/|$)/.exec(projectUrl)?.[1];
}
