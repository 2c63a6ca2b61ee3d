import type { ConnectionFormat } from './format';
import { uri } from './uri';

/** Everything that a shell might expand is percent-encoded, so the quotes are enough. */
export const psql: ConnectionFormat = {
  id: 'psql',
  label: 'PSQL',
  language: 'shellscript',
  render: (parts) => `psql "${uri.render(parts)}"`,
};
