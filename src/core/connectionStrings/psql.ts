import { type ConnectionFormat, everyTlsChoice } from './format';
import { renderUri } from './uri';

/** Everything that a shell might expand is percent-encoded, so the quotes are enough. */
export const psql: ConnectionFormat = {
  id: 'psql',
  label: 'PSQL',
  language: 'shellscript',
  tlsChoices: everyTlsChoice,
  render: (parts) => `psql "${renderUri(parts)}"`,
};
