import type * as vscode from 'vscode';
import type { CredentialId, Project } from '../../core/model';
import { type Block, directivesIn } from '../../core/rest/document';
import { type ParsedRequest, parseRequest } from '../../core/rest/parse';
import type { RestCatalog } from '../../core/rest/restCatalog';
import { schemaOf } from '../../core/rest/scope';
import {
  definitionsFor,
  type Filled,
  fill,
  type Variable,
  variablesIn,
} from '../../core/rest/variables';
import { providerOf } from '../../providers';
import { rolesOf, waysOf } from '../../providers/authentication';
import { findByName } from '../editor/attachments';
import type { Services } from '../services';
import { blocksIn } from './blocksIn';
import { projectAt, requestLanguage } from './requestIn';

/** A block as it is understood while somebody writes it: nobody is asked, nothing is sent. */
export interface Analysis {
  readonly block: Block;
  readonly filled: Filled;
  readonly parsed: ParsedRequest;
  /** The variables without a value. */
  readonly missing: readonly Variable[];
  readonly project: Project | undefined;
  /** What its `@role` line says. */
  readonly role: string | undefined;
  /** The schema that a line or a header asks for. */
  readonly schema: string | undefined;
}

/** The blocks of a document that hold a request; elsewhere than in a request document those with a project. */
export function analyse(services: Services, document: vscode.TextDocument): readonly Analysis[] {
  const text = document.getText();
  return blocksIn(document)
    .flatMap((block) => analyseBlock(services, document, text, block) ?? [])
    .filter(({ project }) => project || document.languageId === requestLanguage);
}

/** The block around an offset. */
export function analysisAt(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
): Analysis | undefined {
  const text = document.getText();
  const block = blocksIn(document).find(({ start, end }) => start <= offset && offset <= end);
  return block && analyseBlock(services, document, text, block);
}

/** A value for what is known only once the request is sent. */
const someId = '00000000-0000-4000-8000-000000000000';

function analyseBlock(
  services: Services,
  document: vscode.TextDocument,
  text: string,
  block: Block,
): Analysis | undefined {
  const variables = variablesIn(text, block);
  const values = variables.length === 0 ? undefined : definitionsFor(text, block);
  const known = (variable: Variable) => {
    if (variable.kind === 'named') return values?.get(variable.name);
    return variable.kind === 'unknown' ? undefined : someId;
  };
  const filled = fill(text, block, variables, known);
  const parsed = parseRequest(filled.text, filled.block);
  if (!parsed) return undefined;
  const { target } = parsed;
  const directives = directivesIn(text, block);
  const said = (name: string) => directives.find((one) => one.name === name)?.value;
  const name = said('project');
  return {
    block,
    filled,
    parsed,
    missing: variables.filter((variable) => known(variable) === undefined),
    project:
      name === undefined
        ? (projectAt(services.projects.list(), filled.text.slice(target.start, target.end)) ??
          services.attachments.projectOf(document))
        : findByName(services.projects.list(), name),
    role: said('role'),
    schema: schemaOf(parsed)?.name,
  };
}

/** How long somebody who is typing waits for a server. */
const patience = 1_500;
/** What was read last, for those who cannot wait. */
const latest = new Map<string, RestCatalog>();

/** What is known of a schema so far. */
export function knownCatalog({ id }: Project, schema: string | undefined): RestCatalog | undefined {
  return latest.get(JSON.stringify([id, schema]));
}

/** What the schema of a request offers, where that can be read without asking anybody. */
export async function quietCatalog(
  services: Services,
  project: Project,
  schema: string | undefined,
): Promise<RestCatalog | undefined> {
  const key = JSON.stringify([project.id, schema]);
  const usable = await usableByItself(services, project);
  const catalog =
    usable &&
    (await services.sessions.restCatalog(usable, schema, 'itself').catch(() => undefined));
  if (catalog) latest.set(key, catalog);
  else latest.delete(key);
  return catalog;
}

/** The same for somebody who is typing: what a slow server has not said by then is left out. */
export function promptCatalog(
  services: Services,
  project: Project,
  schema: string | undefined,
): Promise<RestCatalog | undefined> {
  return inTime(quietCatalog(services, project, schema));
}

/** The names of the project's schemas, for somebody who is typing. */
export async function promptSchemas(
  services: Services,
  project: Project,
): Promise<readonly string[]> {
  const { sessions } = services;
  const known = sessions.knownSchemas(project);
  const usable = known.length === 0 ? await usableByItself(services, project) : undefined;
  const read = usable && (await inTime(sessions.schemas(usable, 'itself').catch(() => undefined)));
  return (read ?? known).map(({ name }) => name);
}

async function inTime<T>(answer: Promise<T | undefined>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The project with what may be used of it by itself: without its Database URL where no person has used that, like a
 * project that has none. Undefined where its requests need a key that no person has used.
 */
async function usableByItself(
  { credentials }: Services,
  project: Project,
): Promise<Project | undefined> {
  const mayUse = async (id: CredentialId) => (await credentials.peek(project, id)) !== undefined;
  const known = rolesOf(providerOf(project.provider), project);
  const role = known.find(({ id }) => id === 'service_role') ?? known[0];
  const [way] = role ? waysOf(role, project.credentials) : [];
  for (const id of [way?.own, way?.gateway]) {
    if (id !== undefined && !(await mayUse(id))) return undefined;
  }
  const { databaseUrl, ...others } = project.credentials;
  if (databaseUrl === undefined || (await mayUse('databaseUrl'))) return project;
  return way && project.url !== undefined ? { ...project, credentials: others } : undefined;
}

/** Elsewhere than in a request document only what has a project is ours. */
export function isWithin(
  services: Services,
  document: vscode.TextDocument,
  offset: number,
): boolean {
  return (
    document.languageId === requestLanguage ||
    analysisAt(services, document, offset)?.project !== undefined
  );
}
