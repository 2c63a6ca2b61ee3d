import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import type { Project, RoleId } from '../../core/model';
import { type StandIn, type StoodFor, standInFor } from '../../core/rest/code/standIns';
import { fenceAt } from '../../core/rest/fences';
import { type ParsedRequest, parseRequest } from '../../core/rest/parse';
import { addressIn, blockAt, type RestRequest, readRequest } from '../../core/rest/request';
import type { Span } from '../../core/rest/span';
import {
  checkedValue,
  definitionsFor,
  type Filled,
  fill,
  inAddress,
  type Variable,
  variablesIn,
} from '../../core/rest/variables';
import { providerOf } from '../../providers';
import { rolesOf } from '../../providers/authentication';
import { projectForDocument } from '../commands/pickProject';
import { findByName } from '../editor/attachments';
import type { Services } from '../services';
import { blocksIn } from './blocksIn';

export const requestLanguage = 'pgrst';

/** A request as it is to be sent. */
export interface PreparedRequest {
  readonly project: Project;
  readonly request: RestRequest;
  readonly parsed: ParsedRequest | undefined;
  /** In the place of the environment's variables and of new UUIDs, where these are kept. */
  readonly standIns: readonly StandIn[];
}

/**
 * Reads the request of a part of a document and puts the values of its variables in, or stand-ins where what only has a
 * value when it is sent is kept. Throws a `Failure`.
 */
export async function prepareRequest(
  services: Services,
  document: vscode.TextDocument,
  span: Span,
  keeps: 'values' | 'variables' = 'values',
): Promise<PreparedRequest> {
  const text = document.getText();
  const variables = variablesIn(text, span);
  const named = fillNamed(text, span, variables);
  // Said before the request is read, which would find fault with what is written in the place of a value.
  for (const { kind, start, end } of variablesIn(named.text, named.block)) {
    if (kind === 'named' || kind === 'unknown') {
      checkedValue(named.text.slice(start, end), undefined);
    }
  }
  const project = await projectOf(services, document, readRequest(named.text, named.block));
  const standIns: StandIn[] = [];
  const valueFor =
    keeps === 'values'
      ? await valuesOf(services, project, variables)
      : (variable: StoodFor) => {
          const standIn = standInFor(variable, standIns.length);
          standIns.push(standIn);
          return standIn.text;
        };
  const { text: filled, block } = fillAll(text, span, variables, valueFor);
  const request = readRequest(filled, block);
  return { project, request, parsed: parseRequest(filled, block), standIns };
}

/** The values of the document's own variables; nobody is asked for anything. */
export function fillNamed(
  text: string,
  span: Span,
  variables: readonly Variable[] = variablesIn(text, span),
): Filled {
  const values = variables.length === 0 ? undefined : definitionsFor(text, span);
  return fill(text, span, variables, (variable) =>
    variable.kind === 'named' ? values?.get(variable.name) : undefined,
  );
}

/** The values of what is not the document's own. */
async function valuesOf(
  services: Services,
  project: Project,
  variables: readonly Variable[],
): Promise<(variable: StoodFor) => string | undefined> {
  const environment = new Map<string, string>();
  for (const variable of variables) {
    if (variable.kind !== 'environment' || environment.has(variable.name)) continue;
    environment.set(variable.name, await services.credentials.variable(project, variable.name));
  }
  return (variable) =>
    variable.kind === 'uuid' ? crypto.randomUUID() : environment.get(variable.name);
}

function fillAll(
  text: string,
  span: Span,
  variables: readonly Variable[],
  valueFor: (variable: StoodFor) => string | undefined,
): Filled {
  const values = definitionsFor(text, span);
  const address = addressIn(text, span);
  const held = (variable: Variable) => {
    switch (variable.kind) {
      case 'uuid':
        return valueFor({ kind: 'uuid' });
      case 'environment': {
        const value = valueFor({ kind: 'environment', name: variable.name });
        const inside = address && address.start <= variable.start && variable.end <= address.end;
        return value !== undefined && inside ? inAddress(value) : value;
      }
      case 'named':
        return values.get(variable.name);
      case 'unknown':
        return undefined;
    }
  };
  return fill(text, span, variables, (variable) =>
    checkedValue(text.slice(variable.start, variable.end), held(variable)),
  );
}

/** The project that the block names, the one whose address the request holds, or the document's. */
async function projectOf(
  services: Services,
  document: vscode.TextDocument,
  { directives, target }: RestRequest,
): Promise<Project> {
  const all = services.projects.list();
  const { project: name } = directives;
  if (name !== undefined) {
    const named = findByName(all, name);
    if (named) return named;
    throw new Failure(
      'badInput',
      message('There is no project "{0}". Change the @project line, or add the project.', name),
    );
  }
  return projectAt(all, target) ?? projectForDocument(services, document);
}

/** The project whose address an absolute URL holds. */
export function projectAt(projects: readonly Project[], target: string): Project | undefined {
  if (!/^https?:/i.test(target) || !URL.canParse(target)) return undefined;
  const { origin } = new URL(target);
  return projects.find(({ url }) => url !== undefined && new URL(url).origin === origin);
}

/** The role that requests without a `@role` line are sent as. */
export function defaultRole(project: Project): RoleId {
  const provider = providerOf(project.provider);
  return (rolesOf(provider, project)[0] ?? provider.roles[0])?.id ?? 'anon';
}

/** A place that a lens or a menu names, else the cursor of the editor in use. */
export interface RequestPlace {
  readonly document: vscode.TextDocument;
  readonly offset: number;
}

export async function placeIn(argument: unknown): Promise<RequestPlace> {
  if (isPlace(argument)) {
    const uri = vscode.Uri.parse(argument.document);
    return { document: await vscode.workspace.openTextDocument(uri), offset: argument.offset };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new Failure(
      'badInput',
      message('Open a file first: the request under its cursor is meant.'),
    );
  }
  const { document, selection } = editor;
  return { document, offset: document.offsetAt(selection.active) };
}

/** The cursor, where it is in a request document or in a fence of requests. */
export function requestAtCursor(): RequestPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { document, selection } = editor;
  const offset = document.offsetAt(selection.active);
  const mayHold = document.languageId === requestLanguage || document.languageId === 'markdown';
  const around = mayHold
    ? blocksIn(document).find(({ start, end }) => start <= offset && offset <= end)
    : undefined;
  return around && { document, offset };
}

/** What a lens hands to its command. */
export interface LensArgument {
  readonly document: string;
  readonly offset: number;
}

function isPlace(argument: unknown): argument is LensArgument {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'document' in argument &&
    typeof argument.document === 'string' &&
    'offset' in argument &&
    typeof argument.offset === 'number'
  );
}

/** The part of a document that holds the request at an offset: its `###` block, in Markdown inside of its fence. */
export function spanAt({ document, offset }: RequestPlace): Span {
  const text = document.getText();
  if (document.languageId === requestLanguage) return blockAt(text, offset);
  const fence = document.languageId === 'markdown' ? fenceAt(text, offset) : undefined;
  if (fence) {
    const block = blockAt(text, offset);
    return { start: Math.max(block.start, fence.start), end: Math.min(block.end, fence.end) };
  }
  const { range } = document.lineAt(document.positionAt(offset).line);
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}
