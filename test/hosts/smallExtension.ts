import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { writeFiles } from './writeFiles';

interface SmallExtension {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly contributes: object;
  /** Its `main.js` and what else it is made of, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Packages an extension of a few files, made for one test, in a folder below `parent`; the path of its .vsix. */
export async function packSmallExtension(
  parent: string,
  { name, displayName, description, contributes, files }: SmallExtension,
): Promise<string> {
  const folder = join(parent, name);
  const manifest = {
    name,
    publisher: 'powabase-tests',
    displayName,
    description,
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './main.js',
    files: Object.keys(files),
    activationEvents: [],
    contributes,
  };
  const own = { 'package.json': JSON.stringify(manifest), 'README.md': `${description}.\n` };
  await writeFiles(folder, { ...files, ...own });
  const packagePath = join(folder, `${name}.vsix`);
  await createVSIX({
    cwd: folder,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
