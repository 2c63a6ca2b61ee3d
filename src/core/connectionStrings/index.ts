import { dotnet } from './dotnet';
import type { ConnectionFormat, TlsChoice } from './format';
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

/** How a connection is written down. */
export interface RenderOptions {
  /**
   * `shown` as it is; `hidden` behind dots, for reading, not for use; a `placeholder` in its place, also where
   * there is none; from the `environment`, PGPASSWORD, read in the format's language.
   */
  readonly password: 'shown' | 'hidden' | 'placeholder' | 'environment';
  /** For a pooler in transaction mode: with what the driver then needs. */
  readonly pooled?: boolean;
}

/** What stands for a hidden password: always as long, so that it tells nothing. */
const passwordDots = '•'.repeat(24);

/** Letters only: no format quotes or escapes them, so the dots take their place in every one. */
const standIn = 'PasswordStandsHere';

/** Letters and a hyphen alone: no format has to quote it, so it is easy to find and replace. */
export const passwordPlaceholder = 'YOUR-PASSWORD';

/** The connection in this format, for use unless the password is hidden. An empty database is the user's, as in libpq. */
export function renderConnection(
  id: FormatId,
  parts: ConnectionParts,
  { password, pooled = false }: RenderOptions,
): string {
  const { render } = formats[id];
  const writing = { readsPassword: password === 'environment', pooled };
  const whole = { ...parts, database: parts.database || parts.user };
  const { password: known, ...open } = whole;
  switch (password) {
    case 'shown':
      return render(whole, writing);
    case 'hidden':
      return known === undefined
        ? render(open, writing)
        : render({ ...open, password: standIn }, writing).replaceAll(standIn, passwordDots);
    case 'placeholder':
      return render({ ...open, password: passwordPlaceholder }, writing);
    case 'environment':
      return render(open, writing);
  }
}

/** What the format's driver can do about TLS, by libpq's words; `verify-full` alone goes with a CA file. */
export function tlsChoices(id: FormatId): readonly TlsChoice[] {
  return formats[id].tlsChoices;
}
