import type { CredentialKind, Project } from '../core/model';
import type { KeyHeader, SnippetContext, SnippetTable } from '../core/snippets/snippet';
import { providerOf } from '.';
import type { Provider } from './provider';
import { snippetFactsOf } from './snippetFacts';

/** What authenticates requests: a key or a user's token, with the gateway's key beside it where it wants one. */
export interface RequestKey {
  readonly own?: CredentialKind;
  readonly gateway?: CredentialKind;
  /** Those that hold a key which is no JWT, whatever their kind. */
  readonly opaque?: readonly CredentialKind[];
}

/** What decides about the code beside the project. */
export interface SnippetChoice
  extends Pick<
    SnippetContext,
    'source' | 'values' | 'database' | 'pooled' | 'client' | 'framework' | 'typed'
  > {
  readonly key: RequestKey;
  readonly table?: SnippetTable;
}

/** Everything that code about this project may depend on. */
export function snippetContext(project: Project, choice: SnippetChoice): SnippetContext {
  const provider = providerOf(project.provider);
  const { features, variables } = snippetFactsOf(project.provider);
  const { key, table, ...others } = choice;
  const profile = profileOf(project, provider, table);
  const { aud } = provider.mintedClaims(project.url ?? '');
  return {
    ...others,
    features,
    variables,
    credentials: provider.credentials.map(({ kind }) => kind),
    ...(project.url === undefined ? {} : { url: project.url }),
    restPath: provider.restBase(''),
    headers: keyHeaders(provider, key),
    ...(table === undefined ? {} : { table }),
    ...(profile === undefined ? {} : { profile }),
    ...(aud === undefined ? {} : { audience: aud }),
  };
}

function profileOf(
  project: Project,
  { restSchema, asksRestSchema }: Provider,
  table: SnippetTable | undefined,
): string | undefined {
  if (snippetFactsOf(project.provider).fixedSchema) return undefined;
  if (asksRestSchema && project.restSchema !== undefined) return project.restSchema;
  return table === undefined || table.schema === restSchema ? undefined : table.schema;
}

function keyHeaders(
  provider: Provider,
  { own, gateway, opaque = [] }: RequestKey,
): readonly KeyHeader[] {
  const standIn = (kind: CredentialKind) => textLike(kind, opaque.includes(kind));
  const kinds = [gateway, own].filter((kind) => kind !== undefined);
  const [first, second] = kinds;
  if (first === undefined) return [];
  const headers = provider.headers(standIn(first), second && standIn(second));
  return Object.entries(headers).map(([name, value]) => {
    const credential = kinds.find((kind) => value.endsWith(standIn(kind))) ?? first;
    return { name, before: value.slice(0, -standIn(credential).length), credential };
  });
}

/** A text of the credential's form: some policies tell a JWT from a key that is none. */
function textLike(kind: CredentialKind, opaque: boolean): string {
  const isJwt = !opaque && kind !== 'publishableKey' && kind !== 'secretKey';
  return isJwt ? `jwt.${kind}` : `sb_${kind}`;
}
