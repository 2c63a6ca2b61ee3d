import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { type Contract, type Handlers, type Shapes, serve } from '../../src/protocol/rpc';
import { openBrowser } from '../hosts/browser';

export interface OpenPage {
  readonly page: Page;
  /** What the page's policy forbade, and errors that nobody caught. */
  readonly complaints: string[];
  /** What the panel would have after a reload. */
  saved(): Promise<unknown>;
}

export interface Panel<C extends Contract> extends OpenPage {
  /** Every request so far, `[method, params]`. */
  readonly requests: [method: string, params: unknown][];
  emit<E extends keyof C['events'] & string>(event: E, payload: C['events'][E]): void;
}

/** The other side of a page. */
export interface PageHost {
  readonly html: string;
  /** Gets what the page posts. */
  receive(message: unknown): void;
  /** Called before the page is loaded, with what posts to it. */
  onPage(post: (message: unknown) => void): void;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Panels {
  open<C extends Contract>(
    panel: 'connect' | 'import' | 'results',
    shapes: Shapes<C>,
    handlers: Handlers<C>,
    size?: Size,
  ): Promise<Panel<C>>;
  /** A page by a host of its own; its files come from `origin`. */
  openPage(host: PageHost, size?: Size): Promise<OpenPage>;
  close(): Promise<void>;
}

export const origin = 'http://panel.test';
const types = new Map([
  ['js', 'text/javascript'],
  ['css', 'text/css'],
  ['ttf', 'font/ttf'],
]);

/** The built panels in Chromium, with the real host side of the protocol in this process. */
export async function startPanels(): Promise<Panels> {
  const profile = await mkdtemp(join(tmpdir(), 'powabase-webview-'));
  const browser = await openBrowser(profile);
  return {
    open: (panel, shapes, handlers, size) => openPanel(browser, panel, shapes, handlers, size),
    openPage: (host, size) => openPage(browser, host, size),
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function openPanel<C extends Contract>(
  browser: BrowserContext,
  panel: string,
  shapes: Shapes<C>,
  handlers: Handlers<C>,
  size?: Size,
): Promise<Panel<C>> {
  const requests: Panel<C>['requests'] = [];
  let deliver = (_message: unknown) => {};
  let post = (_message: unknown) => {};
  const { emit } = serve<C>(
    {
      post: (message) => post(message),
      onMessage: (listener) => {
        deliver = listener;
      },
    },
    shapes,
    handlers,
  );
  const host: PageHost = {
    html: pageOf(panel),
    receive(message: { method?: string; params?: unknown }) {
      if (message.method !== undefined) requests.push([message.method, message.params]);
      deliver(message);
    },
    onPage: (sender) => {
      post = sender;
    },
  };
  return { ...(await openPage(browser, host, size)), requests, emit };
}

async function openPage(
  browser: BrowserContext,
  { html, receive, onPage }: PageHost,
  size: Size = { width: 900, height: 600 },
): Promise<OpenPage> {
  const page = await browser.newPage();
  await page.setViewportSize(size);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') {
      await route.fulfill({ contentType: 'text/html', body: html });
      return;
    }
    const contentType = types.get(path.split('.').at(-1) ?? '') ?? 'text/plain';
    await route.fulfill({ contentType, body: await readFile(join('dist/webview', path)) });
  });
  onPage((message) => post(page, message));
  await page.exposeFunction('postToHost', receive);
  await page.addInitScript(`
    let state;
    window.savedState = () => state;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => void window.postToHost(message),
      getState: () => state,
      setState: (given) => { state = structuredClone(given); },
    });
  `);
  await page.goto(origin);
  return { page, complaints, saved: () => page.evaluate('savedState()') };
}

function post(page: Page, message: unknown) {
  // A page that is closed in the middle of a test has nobody to tell.
  page.evaluate(`postMessage(${JSON.stringify(message)}, '*')`).catch(() => undefined);
}

/** Like the host's page (`src/vscode/panels/html.ts`), with its policy. */
function pageOf(panel: string): string {
  const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${origin} 'nonce-test'; font-src ${origin}${panel === 'results' ? '; img-src data:' : ''}`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="test">
<link rel="stylesheet" href="${origin}/${panel}/${panel}.css"></head>
<body data-project="user:shop"><main id="app"></main>
<script nonce="test" src="${origin}/${panel}/main.js"></script></body></html>`;
}
