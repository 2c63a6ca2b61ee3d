import * as vscode from 'vscode';
import { connectionFormats, renderConnection } from '../../core/connectionStrings';
import {
  connectionAt,
  readConnection,
  type WrittenConnection,
} from '../../core/connectionStrings/convert';
import { exceptionsOf } from '../../core/connectionStrings/exceptions';
import { asFailure, cancelled } from '../../core/errors';
import { withoutIcons } from '../../core/plainText';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { explain, translate } from '../words';

/**
 * Writes a connection in another format: the one that is selected or at the cursor, in its place, or one that is
 * typed, at the cursor.
 */
export async function convertConnectionString({ insertTarget }: Services): Promise<void> {
  const editor = await insertTarget.editor();
  const found = editor && selectionIn(editor);
  const text = found ? editor.document.getText(found) : await typed();
  const connection = readConnection(text);
  const before = editor?.selections ?? [];
  // What will be replaced is seen before it is.
  if (found) editor.selection = found;
  const converted = await pickFormat(connection);
  if (converted === undefined) {
    if (editor) editor.selections = before;
    throw cancelled();
  }
  await insertTarget.insert(converted);
}

function selectionIn({ document, selection }: vscode.TextEditor): vscode.Selection | undefined {
  if (!selection.isEmpty) return selection;
  const { line, character } = selection.active;
  const span = connectionAt(document.lineAt(line).text, character);
  return span && new vscode.Selection(line, span.start, line, span.end);
}

async function typed(): Promise<string> {
  const text = await showInputBox({
    title: vscode.l10n.t('Convert Connection String'),
    prompt: vscode.l10n.t(
      'A connection string, or the code that connects. The result goes to the cursor.',
    ),
    placeHolder: 'postgresql://user:password@host:5432/database',
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? undefined : problemOf(value)),
  });
  if (!text?.trim()) throw cancelled();
  return text;
}

function problemOf(text: string): string | undefined {
  try {
    readConnection(text);
    return undefined;
  } catch (error) {
    return explain(asFailure(error));
  }
}

/** The connection in the format that the person chooses; undefined when none is. */
async function pickFormat({ parts, options }: WrittenConnection): Promise<string | undefined> {
  const { host, port, user, database } = parts;
  const shown = options.password === 'shown' ? 'hidden' : options.password;
  const picked = await showQuickPick(
    connectionFormats.map(({ id, label }) => {
      const [exception] = options.password === 'shown' ? exceptionsOf(id, parts) : [];
      const preview = renderConnection(id, parts, { ...options, password: shown });
      return {
        id,
        label,
        detail: exception
          ? `$(warning) ${translate(exception)}`
          : withoutIcons(preview.replace(/\s+/g, ' ')),
      };
    }),
    {
      title: vscode.l10n.t('Convert Connection String'),
      placeHolder: vscode.l10n.t(
        'How to write the connection of {0} to {1} on {2}',
        user,
        database,
        `${host}:${port}`,
      ),
    },
  );
  return picked && renderConnection(picked.id, parts, options);
}
