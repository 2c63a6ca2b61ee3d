import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  commands,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import { poll } from '../e2e/poll';
import { acceptLists, type Backend, open, pageText, select } from './backend';
import { faults } from './requestFaults';

const project = '# @project Shop (Powabase)\n';

/** What the editor does for requests; the backend is that of the suite around. */
export function describeRequests(backend: Backend): void {
  const ask = <T>(command: string, document: TextDocument, ...more: unknown[]) =>
    commands.executeCommand<T>(`vscode.${command}`, document.uri, ...more);
  const placeOf = (document: TextDocument, text: string) =>
    document.positionAt(document.getText().indexOf(text));

  it('has an outline and folds, request by request', async () => {
    const document = await open(
      'pgrst',
      `${project}### first\nGET /products\nPrefer: count=exact\n\n### second\nGET /reviews\n  ?limit=1\n`,
    );
    const symbols = await ask<DocumentSymbol[]>('executeDocumentSymbolProvider', document);
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [
        ['first', 'GET /products'],
        ['second', 'GET /reviews'],
      ],
    );
    const folds = await ask<FoldingRange[]>('executeFoldingRangeProvider', document);
    assert.deepEqual(
      folds.map(({ start, end }) => [start, end]),
      [
        [1, 3],
        [5, 7],
      ],
    );
  });

  it('says of an operator what it means, and of a column what it is', async () => {
    const document = await open('pgrst', `${project}GET /reviews?rating=gte.4&limit=1\n`);
    const hoverOf = async (text: string) => {
      const hovers = await ask<Hover[]>('executeHoverProvider', document, placeOf(document, text));
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n');
    };
    assert.match(await hoverOf('gte'), /rating >= '?4/);
    await poll('the catalog', async () => /smallint|integer/.test(await hoverOf('rating')));
  });

  it('completes tables and columns of the project', async () => {
    const document = await open('pgrst', `${project}GET /reviews?select=id,rat\n`);
    const at = document.positionAt(document.getText().length - 1);
    await poll('the column', async () => {
      const list = await ask<CompletionList>('executeCompletionItemProvider', document, at);
      return list.items.some(({ label }) => label === 'rating');
    });
  });

  it('completes the schemas of the project', async () => {
    const document = await open('pgrst', `${project}# @schema \nGET /reviews\n`);
    const at = document.positionAt(document.getText().indexOf('@schema ') + '@schema '.length);
    await poll('the schema', async () => {
      const list = await ask<CompletionList>('executeCompletionItemProvider', document, at);
      return list.items.some(({ label }) => label === 'public');
    });
  });

  it('is formatted', async () => {
    const document = await open(
      'pgrst',
      'get   /products?limit=1\nprefer:count=exact\n\n{"a":1}\n',
    );
    await commands.executeCommand('editor.action.formatDocument');
    await poll('the method in capitals', async () =>
      document.getText().startsWith('GET /products'),
    );
    assert.match(document.getText(), /\n[Pp]refer: count=exact\n/);
    assert.match(document.getText(), /\{\n +"a": 1\n\}/);
  });

  for (const { what, text, mended } of faults) {
    it(`is mended by its quick fix: ${what}`, async () => {
      const document = await open('pgrst', project + text);
      let actions: readonly CodeAction[] = [];
      await poll('a quick fix', async () => {
        const [found] = languages.getDiagnostics(document.uri);
        if (!found) return false;
        actions = await ask<CodeAction[]>('executeCodeActionProvider', document, found.range);
        return actions.some(({ edit }) => edit);
      });
      const [first] = actions.filter(({ edit }) => edit);
      await workspace.applyEdit(first?.edit ?? assert.fail('no edit'));
      assert.equal(document.getText(), project + mended);
    });
  }

  it('shows the rows of two roles side by side, those that differ marked', async () => {
    await open('pgrst', `${project}GET /reviews?select=id,published&order=id\n`);
    select('GET');
    await acceptLists(commands.executeCommand('powabase.compareRoles'));
    const text = await pageText();
    assert.match(text, /^The same request to Shop \(Powabase\) as anon, service_role\n/);
    assert.match(text, /anon: 60 rows\nservice_role: 90 rows\n30 of 90 rows differ/);
    assert.equal(text.match(/^≠ +– +✓ +\d+ +false$/gm)?.length, 30);
  });

  it('is compared only where it reads', async () => {
    await open('pgrst', `${project}DELETE /reviews?id=eq.1\n`);
    select('DELETE');
    const { requests } = backend.projects().powabase;
    const count = requests.length;
    let isDone = false;
    void commands.executeCommand('powabase.compareRoles').then(() => {
      isDone = true;
    });
    await poll('the refusal to be closed', async () => {
      await commands.executeCommand('notifications.clearAll');
      return isDone;
    });
    assert.deepEqual(
      requests
        .slice(count)
        .map(({ method }) => method)
        .filter((method) => method !== 'GET'),
      [],
    );
  });

  it('in a fence of Markdown has its lenses, and is sent from them', async () => {
    const document = await open(
      'markdown',
      '<!-- @project Shop (Powabase) -->\n```http\nGET /products?limit=3\n```\n\n```pgrst\n# @role service\nGET /reviews?limit=2\n```\n\n```http\nHTTP/1.1 200 OK\n```\n',
    );
    const lenses = await ask<CodeLens[]>('executeCodeLensProvider', document);
    const sends = lenses.filter(({ command }) => command?.command === 'powabase.sendRequest');
    assert.deepEqual(
      sends.map(({ range }) => range.start.line),
      [2, 7],
    );
    const { requests } = backend.projects().powabase;
    const count = requests.length;
    const { command } = sends.at(-1) ?? assert.fail('no lens');
    await commands.executeCommand(command?.command ?? '', ...(command?.arguments ?? []));
    const sent = requests.slice(count).find(({ path }) => path.includes('/reviews'));
    assert.equal(sent?.path, '/rest/v1/reviews?limit=2');
    await window.showTextDocument(document);
    select('GET /products');
    await commands.executeCommand('powabase.runStatement');
    assert.ok(requests.slice(count).some(({ path }) => path.includes('/products?limit=3')));
  });

  it('in a fence without a project has neither lenses nor findings', async () => {
    const document = await open('markdown', '```http\nGET /nowhere?a=b\n```\n');
    assert.deepEqual(await ask<CodeLens[]>('executeCodeLensProvider', document), []);
    assert.deepEqual(languages.getDiagnostics(document.uri), []);
  });
}
