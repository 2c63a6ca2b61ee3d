import assert from 'node:assert/strict';
import {
  type CodeLens,
  commands,
  type Diagnostic,
  languages,
  Position,
  Range,
  Selection,
  TabInputWebview,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { poll } from '../e2e/poll';
import { accept, acceptLists, open, pageText, select, withBackend } from './backend';
import { describeRequests } from './requests';

describe('The extension on a running backend', function () {
  this.timeout(60_000);
  const backend = withBackend();

  async function diagnosticOf(document: TextDocument): Promise<Diagnostic> {
    await commands.executeCommand('powabase.runStatement');
    const [diagnostic] = languages.getDiagnostics(document.uri);
    return diagnostic ?? assert.fail('no diagnostic was raised');
  }

  it('raises an error at its word, behind characters of two units and in a second line', async () => {
    const document = await open(
      'sql',
      "-- @project Shop (Powabase)\nselect 1;\n\nselect '😀é',\n  nmae from products;",
    );
    const at = new Position(3, 2);
    (window.activeTextEditor ?? assert.fail()).selection = new Selection(at, at);
    const { range, message, code, source } = await diagnosticOf(document);
    assert.equal(document.getText(range), 'nmae');
    assert.equal(range.start.line, 4);
    assert.match(message, /^column "nmae" does not exist/);
    assert.deepEqual([code, source], ['42703', 'Postgres']);
  });

  it('clears the error with the next change', async () => {
    const document = await open('sql', '-- @project Shop (Powabase)\nselect oops;');
    select('select oops');
    await diagnosticOf(document);
    await window.activeTextEditor?.edit((edit) => edit.insert(new Position(1, 0), ' '));
    await poll(
      'the diagnostic to go',
      async () => languages.getDiagnostics(document.uri).length === 0,
    );
  });

  it('runs a selection statement by statement, on one connection, until one fails', async () => {
    const document = await open(
      'sql',
      '-- @project Shop (Powabase)\ncreate temp table kept (n int); insert into kept values (1); select n / 0 from kept; select gone;',
    );
    select(
      'create temp table kept (n int); insert into kept values (1); select n / 0 from kept; select gone;',
    );
    const { message } = await diagnosticOf(document);
    assert.match(message, /division by zero/);
  });

  it('knows the statements of a document while it is edited', async () => {
    const document = await open('sql', '-- @project Shop (Powabase)\nselect 1;\nselect oops;');
    select('select oops');
    await diagnosticOf(document);
    await window.activeTextEditor?.edit((edit) => {
      edit.insert(new Position(1, 0), "select '😀;';\n");
      edit.insert(new Position(2, 7), 'wrong, ');
    });
    await diagnosticOf(document).then(({ message }) => assert.match(message, /"wrong" does not/));
  });

  const begun = [
    ['powabase.newSql', 'sql', '-- @project Shop (Powabase)\n', 'select oops;'],
    ['powabase.newRequest', 'pgrst', '# @project Shop (Powabase)\nGET /', 'products?limit=1'],
  ] as const;
  for (const [command, language, text, typed] of begun) {
    it(`begins a document of a project with ${command}, and the cursor where one types`, async () => {
      await commands.executeCommand(command, {
        kind: 'project',
        project: { name: 'Shop (Powabase)' },
      });
      const editor = window.activeTextEditor ?? assert.fail('no editor');
      assert.deepEqual([editor.document.languageId, editor.document.getText()], [language, text]);
      await commands.executeCommand('type', { text: typed });
      assert.equal(editor.document.getText(), text + typed);
      const { requests } = backend.projects().powabase;
      const count = requests.length;
      if (language === 'sql') await diagnosticOf(editor.document);
      else {
        await commands.executeCommand('powabase.sendRequest');
        assert.ok(requests.slice(count).some(({ path }) => path === '/rest/v1/products?limit=1'));
      }
    });

    it(`begins an empty document with ${command} alone`, async () => {
      await commands.executeCommand(command);
      const { document } = window.activeTextEditor ?? assert.fail('no editor');
      assert.deepEqual([document.languageId, document.getText()], [language, '']);
    });
  }

  it('runs a file until one statement fails', async () => {
    const document = await open(
      'sql',
      '-- @project Shop (Powabase)\ncreate temp table filled as select 1 as n;\nselect n / 0 from filled;\nselect gone;',
    );
    await commands.executeCommand('powabase.runFile');
    assert.deepEqual(
      languages.getDiagnostics(document.uri).map(({ message }) => message),
      ['division by zero'],
    );
  });

  it('inserts the snippet that the list offers first', async () => {
    const document = await open('sql', '-- @project Shop (Powabase)\n');
    await commands.executeCommand('cursorBottom');
    const expected = [
      '-- @project Shop (Powabase)',
      'curl --fail-with-body -sS "$BASE_URL/api/agents" \\',
      // One level in, as the document has it.
      '    -H "apikey: $API_KEY" \\',
      '    -H "Authorization: Bearer $API_KEY"',
    ].join('\n');
    // Done when the offer to write the variables is answered, which nobody does here.
    void commands.executeCommand('powabase.insertSnippet');
    await poll('the snippet', async () => {
      if (document.lineCount === 2) await commands.executeCommand(accept);
      return document.lineCount > 2;
    });
    assert.equal(document.getText(), expected);
  });

  it('opens the Connect panel of the project that the list offers first', async () => {
    await acceptLists(commands.executeCommand('powabase.openConnect'));
    await poll('a tab of the panel', async () =>
      window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(
          ({ input }) =>
            input instanceof TabInputWebview && input.viewType.endsWith('powabase.connect'),
        ),
    );
  });

  it('knows its own language by the ending of a file', async () => {
    const document = await workspace.openTextDocument(
      Uri.joinPath(backend.folder, 'requests.pgrst'),
    );
    assert.equal(document.languageId, 'pgrst');
  });

  it('sends a request and leaves the dispatcher of the process to Node', async () => {
    void globalThis.Response;
    const symbols = [1, 2].map((n) => Symbol.for(`undici.globalDispatcher.${n}`));
    const dispatchers = () => symbols.map((symbol) => Reflect.get(globalThis, symbol));
    const before = dispatchers();
    await open('pgrst', '# @project Shop (Powabase)\n# @role service\nGET /products?limit=1\n');
    const { requests } = backend.projects().powabase;
    const count = requests.length;
    await commands.executeCommand('powabase.sendRequest');
    // The checks of a document may read the schema at any time.
    const sent = requests.slice(count).filter(({ path }) => path !== '/rest/v1/');
    assert.deepEqual(
      sent.map(({ method, path }) => `${method} ${path}`),
      ['GET /rest/v1/products?limit=1'],
    );
    dispatchers().forEach((dispatcher, index) => {
      assert.ok(dispatcher === before[index] || before[index] === undefined);
    });
  });

  it('sends a selected project URL from any document to the project that lives there', async () => {
    const { supabase } = backend.projects();
    const url = `${supabase.url}/rest/v1/products?select=id&limit=2`;
    await open('plaintext', `# @role anon\n${url}\n`);
    select(`# @role anon\n${url}`);
    const count = supabase.requests.length;
    await commands.executeCommand('powabase.sendSelection');
    // The catalog is read first, for the types of what comes.
    const sent = supabase.requests.slice(count).find(({ path }) => path.includes('/products'));
    assert.equal(sent?.path, '/rest/v1/products?select=id&limit=2');
    assert.equal(sent?.headers.apikey, supabase.publishableKey);
    assert.equal(sent?.headers.authorization, undefined);
  });

  it('offers to run the statements of a document with a project, and runs that of a fence', async () => {
    const lenses = (document: TextDocument) =>
      commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    assert.deepEqual(await lenses(await open('sql', '-- @project Nobody\nselect 1;')), []);
    const document = await open(
      'markdown',
      '<!-- @project Shop (Powabase) -->\nselect\n```sql\nselect 1;\nselect oops;\n```\n',
    );
    const run = (await lenses(document)).filter(({ command }) => command?.title.endsWith('Run'));
    assert.deepEqual(
      run.map(({ range }) => range.start.line),
      [3, 4],
    );
    const last = run.at(-1)?.command ?? assert.fail('no lens');
    await commands.executeCommand(last.command, ...(last.arguments ?? []));
    const [diagnostic] = languages.getDiagnostics(document.uri);
    assert.equal(diagnostic && document.getText(diagnostic.range), 'oops');
  });

  it('explains what a statement really does, and keeps nothing of it', async () => {
    const text = 'delete from reviews where id > 0';
    const document = await open('sql', `-- @project Shop (Powabase)\nexplain analyze ${text};`);
    select(text);
    await commands.executeCommand('powabase.explainAnalyze');
    const plan = await pageText();
    assert.match(plan, /Delete on reviews/);
    assert.match(plan, /nothing it wrote is kept/);
    await window.showTextDocument(document);
    await window.activeTextEditor?.edit((edit) =>
      edit.replace(new Range(1, 0, 2, 0), 'select 1 / (count(*) - count(*)) from reviews;'),
    );
    select('select 1');
    await commands.executeCommand('powabase.explain');
    assert.match(await pageText(), /Nothing was run/);
  });

  it('places the error of a plan in the statement', async () => {
    const document = await open(
      'sql',
      "-- @project Shop (Powabase)\nexplain select '😀', nmae from products;",
    );
    await commands.executeCommand('cursorBottom');
    // Done when its message is closed, which nobody does here.
    void commands.executeCommand('powabase.explain');
    await poll('the error', async () => languages.getDiagnostics(document.uri).length > 0);
    const [diagnostic] = languages.getDiagnostics(document.uri);
    assert.equal(diagnostic && document.getText(diagnostic.range), 'nmae');
  });

  it('formats a document, its definitions and comments as they were', async () => {
    const policy = 'create policy p on t for select to anon using (true)';
    const document = await open(
      'sql',
      `-- @project Shop (Powabase)\nselect a,b from t; -- why\n${policy};`,
    );
    await commands.executeCommand('editor.action.formatDocument');
    await poll('the formatted text', async () => document.lineCount > 5);
    assert.match(document.getText(), /^-- @project .*\nselect\n +a,\n +b\nfrom\n +t; -- why\n/);
    assert.ok(document.getText().endsWith(`\n${policy};`));
  });

  describe('for requests', () => describeRequests(backend));
});
