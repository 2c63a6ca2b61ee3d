import { ai } from './ai';
import { platform } from './platform';
import { exposeNewObjects, OWNER } from './roles';
import { rowsSql } from './rows';
import { policiesSql, tablesSql } from './tables';

/** SQL that makes the whole sample database in an empty one. Run as the superuser, after the roles. */
export const shop = `
alter schema public owner to ${OWNER};
${platform}${ai}${tablesSql}${rowsSql}${policiesSql}
${exposeNewObjects(OWNER, 'public')}
`;
