import * as vscode from 'vscode';
import { connectionFormats, renderConnection } from '../../core/connectionStrings';
import {
  givenWay,
  isTransactionPooler,
  type Way,
  waysTo,
  wayWords,
} from '../../core/connectionStrings/endpoints';
import { exceptionsOf } from '../../core/connectionStrings/exceptions';
import { type ConnectionParts, parseUri, type TlsMode } from '../../core/connectionStrings/parts';
import { Failure, message } from '../../core/errors';
import type { Project } from '../../core/model';
import type { ConnectPreview, StringChoice } from '../../protocol/connect';
import { providerOf } from '../../providers';
import type { Provider } from '../../providers/provider';
import type { Cause, Credentials } from '../credentials';
import { translate } from '../words';

/** What a choice in the panel comes down to. */
export interface ChosenConnection {
  readonly ways: readonly Way[];
  readonly way: Way;
  /** What the Database URL itself says. */
  readonly given: ConnectionParts;
  /** True where the way is one that the project names, and does not follow from the Database URL. */
  readonly isNamed: boolean;
  /** Of the way, with the TLS that was chosen, and the password where one is known. */
  readonly parts: ConnectionParts;
}

/** Reads the Database URL and applies a choice to it. Throws a `Failure`. */
export async function chosenConnection(
  project: Project,
  choice: StringChoice,
  credentials: Credentials,
  cause?: Cause,
): Promise<ChosenConnection> {
  const url = await credentials.read(project, 'databaseUrl', cause);
  if (url === undefined) {
    throw new Failure('missingCredential', message('This value is not known yet.'));
  }
  const given = withProjectTls(parseUri(url), project);
  const { connect } = providerOf(project.provider);
  const following = connect.endpointsFrom(given);
  const ways = waysTo(given, [...(project.endpoints ?? []), ...following]);
  const way = ways.find(({ id }) => id === choice.endpoint) ?? givenWay(ways, given) ?? ways[0];
  if (!way) throw new Error('A Database URL is a way to its database.');
  const isNamed = !waysTo(given, following).some(({ id }) => id === way.id);
  return { ways, way, given, isNamed, parts: withChosenTls(way.parts, choice) };
}

/** What the URL leaves open the project may say. */
function withProjectTls(parts: ConnectionParts, { tls }: Project): ConnectionParts {
  if (parts.tls !== 'unsaid' || tls === undefined) return parts;
  return {
    ...parts,
    tls: tls.mode,
    ...(tls.mode === 'verify-full' && tls.caFile !== undefined ? { caFile: tls.caFile } : {}),
  };
}

function withChosenTls(parts: ConnectionParts, { tls, caFile }: StringChoice): ConnectionParts {
  if (tls === 'given') return parts;
  const { caFile: known, ...others } = parts;
  const authority = tls === 'verify-full' ? (caFile ?? known) : undefined;
  return { ...others, tls, ...(authority === undefined ? {} : { caFile: authority }) };
}

/** The connection string of a choice, as code that runs. */
export function textOf({ way, parts }: ChosenConnection, choice: StringChoice): string {
  return render(way, parts, choice, choice.password === 'included' ? 'shown' : choice.password);
}

function render(
  way: Way,
  parts: ConnectionParts,
  { format }: StringChoice,
  password: 'shown' | 'hidden' | 'placeholder' | 'environment',
): string {
  return renderConnection(format, parts, { password, pooled: isTransactionPooler(way) });
}

export function previewOf(
  { ways, way, parts }: ChosenConnection,
  choice: StringChoice,
  password: 'hidden' | 'shown',
  provider: Provider,
): ConnectPreview {
  const { host, port, database, user } = parts;
  return {
    text: render(way, parts, choice, choice.password === 'included' ? password : choice.password),
    parts: { host, port: String(port), database, user },
    endpoints: ways.map(({ id, kind }) => ({ id, ...wordsOf(kind, provider) })),
    endpoint: way.id,
    givenTls: tlsWords(way.parts.tls),
    cautions: [
      ...exceptionsOf(choice.format, parts).map(translate),
      ...cautionsOf(parts, way, choice),
    ],
  };
}

function cautionsOf(parts: ConnectionParts, way: Way, choice: StringChoice): readonly string[] {
  const { label, tlsChoices } = connectionFormats.find(({ id }) => id === choice.format) ?? {};
  const noPassword = parts.password === undefined && choice.password === 'included';
  const needsAuthority = parts.tls.startsWith('verify') && parts.caFile === undefined;
  const fallsBack = parts.tls === 'prefer' && tlsChoices && !tlsChoices.includes('prefer');
  return [
    ...(noPassword ? [vscode.l10n.t('The Database URL holds no password.')] : []),
    ...(needsAuthority
      ? [
          vscode.l10n.t(
            'Choose the file of the certificate authority that signed the server’s certificate.',
          ),
        ]
      : []),
    ...(fallsBack
      ? [vscode.l10n.t('{0} cannot fall back to a connection without TLS.', label ?? '')]
      : []),
    ...(isTransactionPooler(way)
      ? [
          vscode.l10n.t(
            'Through this pooler each transaction may get another session: no LISTEN, no SET or temporary table that outlives a transaction.',
          ),
        ]
      : []),
  ];
}

function wordsOf(kind: Way['kind'], { connect }: Provider): { label: string; use: string } {
  const { label, use } = wayWords[kind ?? 'given'];
  const network = kind && connect.networks[kind];
  return {
    label: vscode.l10n.t(label),
    use: [use, ...(network === undefined ? [] : [network])]
      .map((text) => vscode.l10n.t(text))
      .join(' '),
  };
}

function tlsWords(tls: TlsMode): string {
  return tls === 'unsaid'
    ? vscode.l10n.t('The driver’s default')
    : vscode.l10n.t('As given: {0}', tls);
}
