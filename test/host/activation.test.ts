import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commands, extensions } from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('The extension in its host', () => {
  const extension = extensions.getExtension<unknown>('powabase.powabase');

  it('is there and activates', async () => {
    assert.ok(extension, 'powabase.powabase is not among the extensions');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest contributes', async () => {
    assert.ok(extension);
    await extension.activate();
    const manifest: Manifest = extension.packageJSON;
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.notDeepEqual(contributed, []);
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('has an implementation of every command, and no other', () => {
    assert.ok(extension);
    const manifest: Manifest = extension.packageJSON;
    const built: { readonly commands: Record<string, unknown> } = require(
      join(extension.extensionPath, 'dist', 'vscode', 'onDemand.js'),
    );
    assert.deepEqual(
      Object.keys(built.commands).sort(),
      manifest.contributes.commands.map(({ command }) => command).sort(),
    );
  });
});
