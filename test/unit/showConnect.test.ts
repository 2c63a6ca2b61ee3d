import assert from 'node:assert/strict';
import { deepLinkQuery, readDeepLink } from '../../src/core/deepLink';
import { withShowConnect } from '../../src/core/showConnect';
import { providers } from '../../src/providers';
import { powabaseConnect } from '../../src/providers/connect/powabase';
import { supabaseConnect } from '../../src/providers/connect/supabase';

describe('the address that opens the Connect dialog', () => {
  const pages: readonly [page: string, address: string][] = [
    ['https://studio.example/project/a', 'https://studio.example/project/a?showConnect=true'],
    [
      'https://studio.example/project/a?view=list#rows',
      'https://studio.example/project/a?view=list&showConnect=true#rows',
    ],
    [
      'https://studio.example/project/a?showConnect=false&view=list',
      'https://studio.example/project/a?showConnect=true&view=list',
    ],
  ];
  for (const [page, address] of pages) {
    it(`of ${page}`, () => assert.equal(withShowConnect(page), address));
  }

  it('may name a tab', () => {
    assert.equal(
      withShowConnect('https://studio.example/', 'connection-strings'),
      'https://studio.example/?showConnect=true&connectTab=connection-strings',
    );
  });
});

describe('the page of a project', () => {
  const ref = 'abcdefghijklmnopqrst';
  const pages: readonly [name: string, found: string | undefined, page: string][] = [
    [
      'hosted Powabase',
      powabaseConnect.dashboard?.('https://shop-1.p.powabase.ai')?.url,
      'https://app.powabase.ai/project/shop-1?showConnect=true',
    ],
    [
      'self-hosted Powabase',
      powabaseConnect.dashboard?.('http://localhost:8000')?.url,
      'http://localhost:8000/project/default?showConnect=true',
    ],
    [
      'Powabase behind another name',
      powabaseConnect.dashboard?.('https://api.shop.example')?.url,
      'https://app.powabase.ai/?showConnect=true',
    ],
    [
      'hosted Supabase',
      supabaseConnect.dashboard?.(`https://${ref}.supabase.co`)?.url,
      `https://supabase.com/dashboard/project/${ref}?showConnect=true`,
    ],
    [
      'the local stack of Supabase',
      supabaseConnect.dashboard?.('http://127.0.0.1:54321')?.url,
      'http://127.0.0.1:54323/project/default?showConnect=true',
    ],
    [
      'Supabase behind another name',
      supabaseConnect.dashboard?.('https://api.shop.example')?.url,
      'https://supabase.com/dashboard/project/_?showConnect=true',
    ],
  ];
  for (const [name, found, page] of pages) {
    it(`of ${name}`, () => assert.equal(found, page));
  }
});

describe('the hosted MCP servers', () => {
  for (const { id, connect, exampleUrl } of providers) {
    it(`of ${id} are read-only and hold no secret`, () => {
      const server = connect.mcpServer(exampleUrl);
      if (server === undefined) return;
      const { searchParams, username, password } = new URL(server);
      assert.equal(searchParams.get('read_only'), 'true');
      const others = [...searchParams.keys()].filter((name) => name !== 'read_only');
      assert.deepEqual(
        [others.every((name) => name === 'project_ref'), username, password],
        [true, '', ''],
      );
    });
  }
});

describe('a link to the Connect panel', () => {
  for (const name of ['Shop', 'Shop (Powabase)', 'Café & Co + 100% #1', 'a=b?c', '😀']) {
    it(`opens “${name}” again`, () => {
      // The editor decodes the query of a link once.
      const query = decodeURIComponent(deepLinkQuery(name, 'mcp'));
      assert.deepEqual(readDeepLink('/connect', query), {
        kind: 'connect',
        project: name,
        tab: 'mcp',
      });
    });
  }
});
