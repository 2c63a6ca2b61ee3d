import * as vscode from 'vscode';
import { asFailure, cancelled } from '../../core/errors';
import { codeTargets } from '../../core/rest/code';
import { type CodeTarget, codeRequest } from '../../core/rest/code/request';
import { environmentOf, withVariables } from '../../core/rest/code/variables';
import { textOf } from '../../core/snippets/code';
import { compose, type TargetDocument } from '../../core/snippets/compose';
import { frameworkOf } from '../../core/snippets/frameworks';
import { indentOf } from '../../core/snippets/languages';
import type { SnippetContext } from '../../core/snippets/snippet';
import { requestSlots, variableOf } from '../../core/snippets/values';
import { providerOf } from '../../providers';
import { waysOf } from '../../providers/authentication';
import { snippetFactsOf } from '../../providers/snippetFacts';
import { schemaAsked, type WholeRequest, wholeRequest } from '../requests/wholeRequest';
import type { Services } from '../services';
import { contextFor } from '../snippets/contextFor';
import { showInformationMessage, showQuickPick } from '../window';
import { explain } from '../words';

/** Copies the request at the cursor as code, which takes its keys from the environment. */
export async function copyRequestAs(services: Services, argument: unknown): Promise<void> {
  const whole = await wholeRequest(services, argument, 'variables');
  const context = await contextOf(services, whole);
  const target = await pickTarget(whole, context);
  await vscode.env.clipboard.writeText(codeOf(target, whole, context));
  const variables = [
    ...requestSlots(context).map((slot) => variableOf(context, slot)),
    ...environmentOf(whole.standIns.map(({ variable }) => variable)),
  ];
  void showInformationMessage(
    vscode.l10n.t(
      'Copied as {0}. The code reads {1} from the environment.',
      target.label,
      variables.join(', '),
    ),
  );
}

async function contextOf(services: Services, whole: WholeRequest): Promise<SnippetContext> {
  const { project, role } = whole;
  const offered = providerOf(project.provider).roles.find(({ id }) => id === role);
  const [own] = offered?.credentials ?? [];
  const [gateway] = offered?.gateway ?? [];
  const [way] = offered ? waysOf(offered, project.credentials) : [];
  const context = await contextFor(
    services,
    {
      project,
      document: {
        ...emptyDocument('plaintext', ''),
        client: false,
        framework: frameworkOf([]),
        typed: false,
      },
    },
    { group: 'http' },
    {
      way: way ?? { ...(own && { own }), ...(gateway && { gateway }) },
      source: 'environment',
      written: [],
    },
  );
  // The profile is the request's own header, for reading and for writing.
  const { profile, ...rest } = context;
  const schema = schemaAsked(whole) ?? profile;
  return schema === undefined ? rest : { ...rest, profile: schema };
}

function codeOf(
  target: CodeTarget,
  { request, parsed, standIns }: WholeRequest,
  context: SnippetContext,
) {
  const { profile: _, ...others } = context;
  // What the person wrote wins, as it does when the request is sent.
  const written = Object.keys(request.headers).map((name) => name.toLowerCase());
  const headers = context.headers.filter(({ name }) => !written.includes(name.toLowerCase()));
  const sent = codeRequest(request, parsed, context, standIns);
  const code = withVariables(target, sent, target.render({ ...others, headers }, sent), standIns);
  const document = emptyDocument(target.language, indentOf(target.language));
  return textOf(compose(target.language, code, document).body);
}

function emptyDocument(language: string, indent: string): TargetDocument {
  return { language, text: '', indent, quote: "'", line: 0 };
}

async function pickTarget(whole: WholeRequest, context: SnippetContext): Promise<CodeTarget> {
  const { features } = snippetFactsOf(whole.project.provider);
  const fitting = codeTargets.filter(({ feature }) => !feature || features.includes(feature));
  const picked = await showQuickPick(
    fitting.map((target) => {
      const refusal = refusalOf(target, whole, context);
      return {
        label: target.label,
        target,
        ...(refusal === undefined ? {} : { detail: `$(warning) ${refusal}` }),
      };
    }),
    {
      title: vscode.l10n.t('Copy Request As'),
      placeHolder: `${whole.request.method} ${whole.request.target}`,
    },
  );
  if (!picked) throw cancelled();
  return picked.target;
}

/** What the library cannot express of the request. */
function refusalOf(
  target: CodeTarget,
  whole: WholeRequest,
  context: SnippetContext,
): string | undefined {
  try {
    codeOf(target, whole, context);
    return undefined;
  } catch (error) {
    return explain(asFailure(error));
  }
}
