import { readFileSync } from 'node:fs';

/** What may be in the package: what runs, and what the marketplace shows. */
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls[.\w-]*)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/extension\.js$/,
  /^extension\/dist\/(node|vscode|webview)\/[\w./-]+\.(js|css|wasm|ttf)$/,
  /^extension\/media\/[\w./-]+\.(svg|png|json|md)$/,
  /^extension\/(syntaxes|l10n)\/[\w./-]+\.json$/,
  /^extension\/[\w.-]+\.language-configuration\.json$/,
];
const kilobyte = 1024;
const limits = { package: 3 * kilobyte * kilobyte, activation: 120 * kilobyte };

/** What is wrong with a packaged extension, a sentence each; empty when it may be published. */
export function faultsOf(file) {
  const bytes = readFileSync(file);
  const entries = zipEntries(bytes);
  const strangers = entries.filter(({ name }) => !allowed.some((pattern) => pattern.test(name)));
  const faults = strangers.map(({ name }) => `${name} should not be in the package.`);
  if (bytes.length > limits.package) {
    faults.push(`The package is ${bytes.length} bytes; ${limits.package} are allowed.`);
  }
  const main = entries.find(({ name }) => name === 'extension/dist/extension.js');
  if (!main) faults.push('dist/extension.js is missing.');
  else if (main.size > limits.activation) {
    faults.push(
      `dist/extension.js is ${main.size} bytes; activation may read ${limits.activation}.`,
    );
  }
  return faults;
}

/** Name and uncompressed size of every file, from the zip's central directory (APPNOTE 4.3.12). */
export function zipEntries(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) throw new Error('This is not a zip file.');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const size = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    return { name, size };
  });
}
