import * as v from 'valibot';
import type { TlsChoice } from '../core/connectionStrings/format';
import { type FormatId, formatIds } from '../core/connectionStrings/formats';
import { isCredentialId } from '../core/credentialIds';
import type { CredentialId } from '../core/model';
import { type ConnectTab, connectTabs } from '../core/showConnect';
import type { Contract, Shapes } from './rpc';

/** One row of the API Keys tab. Words are already translated. A secret's value is never part of it. */
export interface ConnectField {
  readonly id: 'url' | CredentialId;
  readonly label: string;
  readonly use: string;
  readonly safety: 'public' | 'secret';
  /** The label of the key to use in its place, where it is one of an older kind. */
  readonly replacedBy?: string;
  readonly state:
    | { readonly kind: 'plain'; readonly value: string }
    | { readonly kind: 'masked' }
    /** `where` says where a person finds the value. */
    | { readonly kind: 'missing'; readonly where: string };
}

export interface ConnectLink {
  readonly label: string;
  readonly url: string;
}

/** One way to the database, and what it is for. */
export interface ConnectEndpoint {
  readonly id: string;
  readonly label: string;
  readonly use: string;
}

export interface ConnectFormat {
  readonly id: FormatId;
  readonly label: string;
  readonly tls: readonly TlsChoice[];
}

export interface ConnectView {
  readonly project: string;
  readonly provider: string;
  readonly fields: readonly ConnectField[];
  /** Why a row that people look for is not there; absent when nothing is missing. */
  readonly note?: string;
  /** The addresses of the services below the project URL. */
  readonly services: readonly ConnectLink[];
  readonly formats: readonly ConnectFormat[];
  /** False when no Database URL is known: the Connection Strings tab then says how to add one. */
  readonly hasDatabaseUrl: boolean;
  /** Where the missing Database URL is found. */
  readonly whereValuesAre: string;
  readonly rotation: { readonly advice: string; readonly page: ConnectLink };
  readonly dashboard?: ConnectLink;
  readonly documents: readonly ConnectLink[];
  /** After how many seconds a revealed secret is masked again. */
  readonly revealSeconds: number;
  /** The MCP tab; absent unless the person asked for it. `server` is absent where the system has none. */
  readonly mcp?: { readonly server?: string; readonly configuration?: string };
}

/** What a person has chosen in the Connection Strings tab. */
export interface StringChoice {
  readonly format: FormatId;
  /** Of an endpoint; the one of the Database URL when it is not there any more. */
  readonly endpoint: string;
  /** `included` is the real one; the others leave it out. */
  readonly password: 'included' | 'placeholder' | 'environment';
  /** `given` is what the Database URL or the project says. */
  readonly tls: 'given' | TlsChoice;
  /** Path of the file of certificate authorities, for `verify-full`. */
  readonly caFile?: string;
}

export const connectionPartNames = ['host', 'port', 'database', 'user'] as const;
export type ConnectionPartName = (typeof connectionPartNames)[number];

/** A connection string as it is shown. */
export interface ConnectPreview {
  readonly text: string;
  readonly parts: Readonly<Record<ConnectionPartName, string>>;
  /** The ways that the Database URL leads to, and the one that is shown. */
  readonly endpoints: readonly ConnectEndpoint[];
  readonly endpoint: string;
  /** The words for `given` TLS. */
  readonly givenTls: string;
  /** What the driver cannot do with these values, or what to mind about it: a sentence each. */
  readonly cautions: readonly string[];
}

/** What the panel may put on the clipboard; the host knows the value. */
export type CopyTarget =
  | { readonly kind: 'field'; readonly field: 'url' | CredentialId }
  | { readonly kind: 'service'; readonly url: string }
  | { readonly kind: 'string'; readonly choice: StringChoice }
  | { readonly kind: 'part'; readonly choice: StringChoice; readonly part: ConnectionPartName }
  | { readonly kind: 'deepLink'; readonly tab: ConnectTab }
  | { readonly kind: 'mcp'; readonly what: 'server' | 'configuration' };

/** The Connect panel: it shows what the host tells it and asks the host to copy, reveal and insert. */
export interface ConnectContract extends Contract {
  requests: {
    open: { params: Record<string, never>; result: ConnectView };
    reveal: { params: { field: CredentialId }; result: string };
    copy: { params: CopyTarget; result: null };
    /** The text of a connection string; an included password is dots unless `shown`. */
    preview: {
      params: { choice: StringChoice; password: 'hidden' | 'shown' };
      result: ConnectPreview;
    };
    insertString: { params: { choice: StringChoice }; result: null };
    /** Writes the connection to a file that the person picks; a sentence, or null when they thought better of it. */
    writeDotenv: { params: { choice: StringChoice }; result: string | null };
    /** Connects, and says in a sentence what answered; null when it was ended, as an abort does. */
    test: { params: { choice: StringChoice }; result: string | null };
    openPsql: { params: { choice: StringChoice }; result: null };
    /** The path of a file that the person picks; null when they picked none. */
    chooseCaFile: { params: Record<string, never>; result: string | null };
    addCredential: { params: { field: 'url' | CredentialId }; result: null };
  };
  events: {
    changed: ConnectView;
    /** Show this tab. */
    tab: ConnectTab;
  };
}

const credential = v.pipe(
  v.string(),
  v.check(isCredentialId),
  v.transform((id) => id as CredentialId),
);
const fieldId = v.union([v.literal('url'), credential]);
const path = v.pipe(v.string(), v.maxLength(4096));
const choice = v.pipe(
  v.object({
    format: v.picklist(formatIds),
    endpoint: v.string(),
    password: v.picklist(['included', 'placeholder', 'environment']),
    tls: v.picklist(['given', 'disable', 'prefer', 'require', 'verify-full']),
    caFile: v.optional(path),
  }),
  v.transform(
    ({ caFile, ...others }): StringChoice => ({
      ...others,
      ...(caFile === undefined ? {} : { caFile }),
    }),
  ),
);
const ofChoice = v.object({ choice });
const tab = v.picklist(connectTabs);

export const connectShapes: Shapes<ConnectContract> = {
  open: v.strictObject({}),
  reveal: v.object({ field: credential }),
  copy: v.variant('kind', [
    v.object({ kind: v.literal('field'), field: fieldId }),
    v.object({ kind: v.literal('service'), url: v.string() }),
    v.object({ kind: v.literal('string'), choice }),
    v.object({ kind: v.literal('part'), choice, part: v.picklist(connectionPartNames) }),
    v.object({ kind: v.literal('deepLink'), tab }),
    v.object({ kind: v.literal('mcp'), what: v.picklist(['server', 'configuration']) }),
  ]),
  preview: v.object({ choice, password: v.picklist(['hidden', 'shown']) }),
  insertString: ofChoice,
  writeDotenv: ofChoice,
  test: ofChoice,
  openPsql: ofChoice,
  chooseCaFile: v.strictObject({}),
  addCredential: v.object({ field: fieldId }),
};
