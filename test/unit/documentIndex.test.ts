import assert from 'node:assert/strict';
import { readDocumentIndex } from '../../src/core/documentIndex';

const base = 'https://docs.example.com/llms.txt';

const sample = `# Example

> What it is about.

Read [this](https://docs.example.com/intro.md) first.

- [Overview](https://docs.example.com/overview.md)

## Guides

- [Quickstart](https://docs.example.com/guides/quickstart.md): In five minutes
* [Keys \\[old\\]](/guides/keys.mdx) - Which one goes where
- [A page](<https://docs.example.com/a_(b)> "title"): with a title

## Optional

- [The source](https://github.com/example/example)
- [Script](javascript:alert)
- [Mail](mailto:a@b.c)
- [Broken](http://[)
- no link at all
`;

describe('an index of documents', () => {
  const pages = readDocumentIndex(sample, base);

  it('is every list item that links to a page of the web, with the heading above it', () => {
    assert.deepEqual(
      pages.map(({ title, section }) => [section, title]),
      [
        ['', 'Overview'],
        ['Guides', 'Quickstart'],
        ['Guides', 'Keys [old]'],
        ['Guides', 'A page'],
        ['Optional', 'The source'],
      ],
    );
  });

  it('leads to the pages as people read them', () => {
    assert.deepEqual(
      pages.map(({ url }) => url),
      [
        'https://docs.example.com/overview',
        'https://docs.example.com/guides/quickstart',
        'https://docs.example.com/guides/keys',
        'https://docs.example.com/a_(b)',
        'https://github.com/example/example',
      ],
    );
  });

  it('keeps what is said of a page', () => {
    assert.deepEqual(
      pages.slice(1, 4).map(({ description }) => description),
      ['In five minutes', 'Which one goes where', 'with a title'],
    );
  });

  for (const text of ['', '<!DOCTYPE html><html><a href="/x">x</a></html>', '{"error":"no"}']) {
    it(`is empty for “${text.slice(0, 20)}”`, () => {
      assert.deepEqual(readDocumentIndex(text, base), []);
    });
  }

  it('is read in no time, however odd the line', () => {
    const line = `- [${'['.repeat(50_000)}](${'('.repeat(50_000)}`;
    const started = performance.now();
    readDocumentIndex(`${line}\n`.repeat(5), base);
    assert.ok(performance.now() - started < 1_000);
  });
});
