import * as v from 'valibot';
import { type FormatId, formatIds } from '../core/connectionStrings/formats';
import { isCredentialId } from '../core/credentialIds';
import type { CredentialId } from '../core/model';
import type { Contract, Shapes } from './rpc';

export type ConnectTab = 'api-keys' | 'connection-strings';

/** One row of the API Keys tab. Words are already translated. A secret's value is never part of it. */
export interface ConnectField {
  readonly id: 'url' | CredentialId;
  readonly label: string;
  readonly use: string;
  readonly safety: 'public' | 'secret';
  readonly state:
    | { readonly kind: 'plain'; readonly value: string }
    | { readonly kind: 'masked' }
    | { readonly kind: 'missing' };
}

export interface ConnectView {
  readonly project: string;
  readonly provider: string;
  readonly fields: readonly ConnectField[];
  /** Why a row that people look for is not there; absent when nothing is missing. */
  readonly note?: string;
  readonly formats: readonly { readonly id: FormatId; readonly label: string }[];
  /** False when no Database URL is known: the Connection Strings tab then says how to add one. */
  readonly hasDatabaseUrl: boolean;
}

/** The Connect panel: it shows what the host tells it and asks the host to copy, reveal and insert. */
export interface ConnectContract extends Contract {
  requests: {
    open: { params: Record<string, never>; result: ConnectView };
    reveal: { params: { field: CredentialId }; result: string };
    copyField: { params: { field: 'url' | CredentialId }; result: null };
    /** The text of a connection string; the password is dots unless `shown`. */
    preview: { params: { format: FormatId; password: 'hidden' | 'shown' }; result: string };
    copyString: { params: { format: FormatId }; result: null };
    insertString: { params: { format: FormatId }; result: null };
    addCredential: { params: { field: 'url' | CredentialId }; result: null };
  };
  events: {
    changed: ConnectView;
    /** Show this tab. */
    tab: ConnectTab;
  };
}

const format = v.object({ format: v.picklist(formatIds) });
const credential = v.pipe(
  v.string(),
  v.check(isCredentialId),
  v.transform((id) => id as CredentialId),
);
const field = v.object({ field: v.union([v.literal('url'), credential]) });

export const connectShapes: Shapes<ConnectContract> = {
  open: v.strictObject({}),
  reveal: v.object({ field: credential }),
  copyField: field,
  preview: v.object({ format: v.picklist(formatIds), password: v.picklist(['hidden', 'shown']) }),
  copyString: format,
  insertString: format,
  addCredential: field,
};
