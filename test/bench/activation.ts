import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from '../e2e/poll';
import { openContainer } from '../e2e/treeView';
import { openWorkbench } from '../e2e/workbench';
import { checkoutRoot } from '../hosts/root';
import { type Row, row } from '../hosts/row';
import { packSmallExtension } from '../hosts/smallExtension';

export const peers = { 'host/activation': 'an extension that does nothing, in the same window' };

const starts = 5;

/** Activation as VS Code reports it (loading the code and calling `activate`), beside an extension that does nothing. */
export async function run(): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'powabase-bench-'));
  try {
    const extensions = [join(checkoutRoot(), 'powabase.vsix'), await emptyExtension(directory)];
    const [ours, empty]: [number[], number[]] = [[], []];
    for (let start = 0; start < starts; start += 1) {
      // Whichever comes first finds the host cold, so they take turns.
      const order = start % 2 === 0 ? ['Powabase', 'Empty'] : ['Empty', 'Powabase'];
      const times = await measure(extensions, order);
      ours.push(times.ours);
      empty.push(times.empty);
    }
    return [row('host/activation', 'ms', ours, empty)];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Opens both views, in that order, in a fresh workbench that has come to rest; milliseconds. */
async function measure(
  extensions: readonly string[],
  order: readonly string[],
): Promise<{ ours: number; empty: number }> {
  const workbench = await openWorkbench({ files: {}, extensions });
  try {
    await workbench.command('Developer: Show Running Extensions');
    // High enough for every row of the list to exist.
    await workbench.page.setViewportSize({ width: 1280, height: 4000 });
    const times = workbench.page.locator('.runtime-extensions-editor .activation-time');
    await settled(() => times.allTextContents());
    for (const container of order) await openContainer(workbench.page, container);
    return { ours: await timeOf('Powabase'), empty: await timeOf('Empty') };
  } finally {
    await workbench.dispose();
  }

  async function timeOf(title: string): Promise<number> {
    const extension = workbench.page.locator('.runtime-extensions-editor .extension', {
      has: workbench.page.locator('.name', { hasText: new RegExp(`^${title}$`) }),
    });
    const text = (await extension.locator('.activation-time').textContent()) ?? '';
    const milliseconds = /([\d.]+)\s*ms/.exec(text)?.[1];
    if (milliseconds === undefined) throw new Error(`No time for ${title} in “${text}”.`);
    return Number(milliseconds);
  }
}

/** Resolves when what is read has been the same for three seconds: the start of the others is over. */
async function settled(read: () => Promise<readonly string[]>): Promise<void> {
  let last = '';
  let since = performance.now();
  await poll('the other extensions to come to rest', async () => {
    const now = JSON.stringify(await read());
    if (now !== last) since = performance.now();
    last = now;
    return now !== '[]' && performance.now() - since > 3_000;
  });
}

/** Packages an extension that a view of its own activates, as ours is; the path of its .vsix. */
function emptyExtension(directory: string): Promise<string> {
  return packSmallExtension(directory, {
    name: 'empty',
    displayName: 'Empty',
    description: 'Does nothing',
    contributes: {
      viewsContainers: { activitybar: [{ id: 'empty', title: 'Empty', icon: 'icon.svg' }] },
      views: { empty: [{ id: 'empty.view', name: 'Empty' }] },
    },
    files: {
      'icon.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"><path d="M4 4h16v16H4z"/></svg>',
      'main.js': 'exports.activate = () => {};\n',
    },
  });
}
