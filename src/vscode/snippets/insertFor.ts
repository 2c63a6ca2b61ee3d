import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import type { CredentialKind, Project } from '../../core/model';
import { textOf } from '../../core/snippets/code';
import { compose } from '../../core/snippets/compose';
import { frameworkOf } from '../../core/snippets/frameworks';
import { type Offer, snippetsFor } from '../../core/snippets/offer';
import type { Snippet, SnippetTable } from '../../core/snippets/snippet';
import { providerOf } from '../../providers';
import { snippetFactsOf } from '../../providers/snippetFacts';
import type { Services } from '../services';
import { explain } from '../words';
import { choicesFor } from './choices';
import { confirmSecret } from './confirmSecret';
import { contextFor, previewContext, type SnippetSubject } from './contextFor';
import { insertCode } from './insertCode';
import { pickChoice } from './pickChoice';
import { pickSnippet } from './pickSnippet';
import { readDocument, type SnippetDocument } from './snippetDocument';
import { offerVariables, variablesRead } from './variables';

/** What narrows the list: a task that decides which snippets come into question, and with which credential. */
export interface Narrowed {
  readonly snippets: readonly string[];
  readonly credential: CredentialKind;
}

const lastKey = 'powabase.lastSnippets';

/** A new document has nothing to fit in with. */
const emptyDocument: Omit<SnippetDocument, 'framework'> = {
  language: 'plaintext',
  text: '',
  indent: '  ',
  quote: "'",
  line: 0,
  client: false,
  typed: true,
};

/** Asks what to insert for the project, and inserts it where the person last worked, else in a new document. */
export async function insertFor(
  services: Services,
  project: Project,
  table: SnippetTable | undefined,
  narrowed?: Narrowed,
): Promise<void> {
  const open = services.insertTarget.current();
  const document = open ? await readDocument(open) : documentWithout();
  const subject = { project, document, ...(table && { table }) };
  const snippet = await chooseSnippet(services, subject, narrowed);
  const choices = choicesFor(snippet, project, document.client, narrowed?.credential);
  const choice = await pickChoice(snippet, project, choices, (one) =>
    variablesRead(subject, snippet, one).map(({ name }) => name),
  );
  await confirmSecret(snippet, project, choice, document.client);
  const text = snippet.render(await contextFor(services, subject, snippet, choice));
  const editor = (await services.insertTarget.editor()) ?? (await newEditor(snippet));
  await insertCode(editor, compose(snippet.language, text, await readDocument(editor)));
  if (choice.source === 'environment') {
    await offerVariables(services, project, variablesRead(subject, snippet, choice));
  }
}

function documentWithout(): SnippetDocument {
  return { ...emptyDocument, framework: frameworkOf([]) };
}

async function newEditor({ language }: Snippet): Promise<vscode.TextEditor> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument(
    known.includes(language) ? { language } : {},
  );
  return vscode.window.showTextDocument(document);
}

async function chooseSnippet(
  { workspaceState }: Services,
  subject: SnippetSubject,
  narrowed: Narrowed | undefined,
): Promise<Snippet> {
  const { project, document } = subject;
  const system = {
    features: snippetFactsOf(project.provider).features,
    credentials: providerOf(project.provider).credentials.map(({ kind }) => kind),
  };
  const taken = workspaceState.get<Readonly<Record<string, string>>>(lastKey, {});
  const snippet = await pickSnippet({
    title: vscode.l10n.t('Insert Connection Snippet: {0}', project.name),
    offer: forTable(subject, snippetsFor(system, document.language, narrowed?.snippets)),
    last: taken[document.language],
    preview: (one) => previewOf(subject, one, narrowed?.credential),
  });
  await workspaceState.update(lastKey, { ...taken, [document.language]: snippet.id });
  return snippet;
}

/** Of a table of the tree only the code that reads a table is offered. */
function forTable(subject: SnippetSubject, { fitting, others }: Offer): Offer {
  if (!subject.table) return { fitting, others };
  const readsTable = (snippet: Snippet) => {
    const [choice] = choicesFor(snippet, subject.project, subject.document.client);
    if (!choice) return false;
    const { body } = snippet.render(previewContext(subject, choice));
    return body.some((piece) => typeof piece !== 'string' && piece.blank === 'table');
  };
  return { fitting: fitting.filter(readsTable), others: others.filter(readsTable) };
}

/** The code in a document of its own. */
function previewOf(
  subject: SnippetSubject,
  snippet: Snippet,
  credential: CredentialKind | undefined,
): string {
  const { project, document } = subject;
  const [choice] = choicesFor(snippet, project, document.client, credential);
  if (!choice) return '';
  try {
    const text = snippet.render(previewContext(subject, choice));
    const { body } = compose(snippet.language, text, {
      ...document,
      language: snippet.language,
      text: '',
    });
    return textOf(body);
  } catch (error) {
    return explain(asFailure(error));
  }
}
