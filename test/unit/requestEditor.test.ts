// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { Project } from '../../src/core/model';
import { completionsOf, lensesOf, showFindings } from '../../src/vscode/requests/features';
import { documentOf, type Place } from './requestDocument';
import { shop } from './restShop';

const project = (name: string): Project => ({
  id: `user:${name}`,
  name,
  place: 'user',
  provider: 'postgrest',
  url: `https://${name.toLowerCase()}.example`,
  credentials: {},
});

function servicesFor(names: readonly string[], chosen?: Project, silent = '') {
  const all = names.map(project);
  return {
    projects: { list: () => all },
    attachments: { projectOf: () => chosen, namedIn: () => undefined },
    credentials: { peek: async () => 'value' },
    sessions: {
      knownSchemas: () => [],
      restCatalog: async ({ name }: Project) => (name === silent ? new Promise(() => {}) : shop),
    },
  } as never;
}

describe('a request document in the editor', () => {
  const completed: readonly [marked: string, name: string, line: string][] = [
    ['# @project Shop (Pow|', 'Shop (Powabase)', '# @project Shop (Powabase)'],
    ['# @project |', 'Shop (Powabase)', '# @project Shop (Powabase)'],
    ['# @project Shop (|GET /t', 'Shop (Powabase)', '# @project Shop (Powabase)GET /t'],
    ['# @ro|', 'role', '# @role'],
    ['# @role se|', 'service', '# @role service'],
    ['@my-id = 4\nGET /t?id=eq.{{my-|}}', 'my-id', 'GET /t?id=eq.{{my-id}}'],
  ];
  for (const [marked, name, expected] of completed) {
    it(`has ${name} put in the place of what is written: ${marked}`, async () => {
      const { document, position, lines } = documentOf(marked);
      const services = servicesFor(['Shop (Powabase)', 'Shop (Supabase)']);
      const items = await completionsOf(services, document, position);
      const item = items.find(({ label }) => label === name) ?? assert.fail('It is not offered.');
      const { inserting } = item.range as unknown as {
        inserting: { start: Place; end: Place };
      };
      const { start, end } = inserting;
      const line = lines[start.line] ?? '';
      assert.equal(line.slice(0, start.character) + name + line.slice(end.character), expected);
    });
  }

  it('offers the methods where nothing is written', async () => {
    const { document, position } = documentOf('|');
    const items = await completionsOf(servicesFor(['Shop']), document, position);
    assert.ok(items.some(({ insertText }) => insertText === 'GET '));
  });

  it('offers to choose a project where it has none', () => {
    const { document } = documentOf('GET /t');
    const titles = lensesOf(servicesFor(['One', 'Two']), document).map(
      ({ command }) => command?.command,
    );
    assert.deepEqual(titles, ['powabase.chooseProject']);
  });

  it('shows what is wrong with one request while the server of another is silent', async () => {
    const { document } = documentOf(
      '# @project Silent\nGET /a\n### two\n# @project Quick\nGET /orders?select=nope\n### three\n# @role boss\nGET /c',
    );
    const seen: (readonly string[])[] = [];
    void showFindings(servicesFor(['Silent', 'Quick'], undefined, 'Silent'), document, (found) =>
      seen.push(found.map(({ diagnostic }) => diagnostic.message)),
    );
    assert.deepEqual(seen, [['There is no role "boss": write anon, service or user.']]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.equal(seen.length, 2);
    assert.match(seen.at(-1)?.[0] ?? '', /nope/);
  });

  it('is completed without what a silent server would say', async function () {
    this.timeout(60_000);
    const { document, position } = documentOf('# @project Mute\nGET /a?limit=1\nPre|');
    const items = await completionsOf(servicesFor(['Mute'], undefined, 'Mute'), document, position);
    assert.ok(items.some(({ label }) => label === 'Prefer'));
  });
});
