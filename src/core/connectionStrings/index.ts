import { dotnet } from './dotnet';
import type { ConnectionFormat } from './format';
import type { FormatId } from './formats';
import { golang } from './golang';
import { jdbc } from './jdbc';
import { nodejs } from './nodejs';
import type { ConnectionParts } from './parts';
import { php } from './php';
import { psql } from './psql';
import { python } from './python';
import { sqlalchemy } from './sqlalchemy';
import { uri } from './uri';

/** By id, in the order of `formatIds`. */
const formats: Readonly<Record<FormatId, ConnectionFormat>> = {
  uri,
  psql,
  nodejs,
  python,
  golang,
  jdbc,
  dotnet,
  php,
  sqlalchemy,
};

export const connectionFormats: readonly ConnectionFormat[] = Object.values(formats);

/** What stands for a hidden password: always as long, so that it tells nothing. */
const passwordDots = '•'.repeat(24);

/** Letters only: no format quotes or escapes them, so the dots take their place in every one. */
const standIn = 'PasswordStandsHere';

/** The connection in this format; with the password hidden the text is for reading, not for use. */
export function renderConnection(
  id: FormatId,
  parts: ConnectionParts,
  password: 'shown' | 'hidden',
): string {
  const { render } = formats[id];
  if (password === 'shown' || parts.password === undefined) return render(parts);
  return render({ ...parts, password: standIn }).replaceAll(standIn, passwordDots);
}
