import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Project, SafetyMode } from '../../src/core/model';
import type { ResultColumn } from '../../src/core/ports';
import { createStatementIndex } from '../../src/core/sql/statementIndex';
import { openHistory } from '../../src/node/history';
import { openDatabase } from '../../src/node/postgres';
import type { failedView } from '../../src/vscode/commands/failedView';
import type { Page } from '../../src/vscode/editor/pages';
import type { Action } from '../../src/vscode/panels/resultViews';
import type { Services } from '../../src/vscode/services';
import type { Connecting } from '../../src/vscode/sessions/connecting';
import { createDocumentConnections } from '../../src/vscode/sessions/documentConnections';
import { classifyStatement } from '../sqlParser';

const log = { info() {}, warn() {}, failure() {} };

/** Connections to this address; nobody is asked about its certificate. `begun` is told when one is on its way. */
export function connectingTo(url: string, begun = () => {}): Connecting {
  return {
    addressOf: async () => ({ url, tls: undefined, key: url }),
    open(_purpose, _project, address, signal) {
      const opening = openDatabase(address.url, signal);
      begun();
      return opening;
    },
    decideTls: async () => undefined,
    securely: (project, work) => work(project),
  };
}

export const shop = (safety: SafetyMode = 'free'): Project => ({
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  place: 'user',
  safety,
  credentials: { databaseUrl: { from: 'stored' } },
});

/** A document with the cursor before a text of it, as the editor in use. */
export function editorAt(text: string, before = text) {
  const offset = text.indexOf(before);
  const document = {
    uri: { toString: () => 'untitled:shop.sql' },
    languageId: 'sql',
    version: 1,
    getText: (part?: { readonly text: string }) => part?.text ?? text,
    offsetAt: ({ at }: { readonly at: number }) => at,
  };
  const selection = { isEmpty: true, active: { at: offset }, start: { at: 0 }, text: '' };
  return { document, selection };
}

/** An editor in which a part of the text is selected. */
export function editorWith(text: string) {
  const { document, selection } = editorAt(text);
  return { document, selection: { ...selection, isEmpty: false, text } };
}

type FailedView = ReturnType<typeof failedView>;

/** The services of commands that run SQL: real connections, parser and history; what is shown is kept. */
export async function sqlServices(url: string, project: Project, cancelsWhileConnecting = false) {
  const pages: Page[] = [];
  const outcomes: string[] = [];
  const offers: Action[] = [];
  /** Whether a failure may be tried again, one for each. */
  const retries: boolean[] = [];
  let cancel = () => {};
  const history = openHistory(await mkdtemp(join(tmpdir(), 'powabase-history-')));
  const sessions = createDocumentConnections(
    connectingTo(url, () => {
      if (cancelsWhileConnecting) cancel();
    }),
    log as never,
  );
  const results = {
    begin(_heading: unknown, actions: { cancel(): void }) {
      cancel = actions.cancel;
      let count = 0;
      return {
        runsAs() {},
        columns(_: readonly ResultColumn[]) {},
        rows: async (batch: { readonly count: number }) => {
          count += batch.count;
          return 'more';
        },
        finish: (how: string) => outcomes.push(`${how}: ${count}`),
        done: (words: string) => outcomes.push(words.replace(/ · .*/, '')),
        fail({ sentence, canRetry }: FailedView, actions: readonly Action[]) {
          outcomes.push(sentence);
          retries.push(canRetry);
          offers.push(...actions);
        },
      };
    },
  };
  const services = {
    project,
    log,
    results,
    sessions,
    secrets: new Set<string>(),
    world: { classifyStatement, history: async () => history },
    projects: { find: () => project },
    attachments: { projectOf: () => project },
    actors: { actorOf: () => undefined },
    parameterValues: { get: () => undefined, set() {} },
    errors: { clear() {}, show() {} },
    pages: { show: async (page: Page) => void pages.push(page) },
    sqlTexts: {
      of: (document: vscode.TextDocument) => createStatementIndex(document.getText()),
    },
  } as unknown as Services;
  return { services, history, pages, outcomes, offers, retries };
}
