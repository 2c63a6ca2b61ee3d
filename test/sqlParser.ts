import { join } from 'node:path';
import { createSqlParser } from '../src/node/sqlParser';
import { checkoutRoot } from './hosts/root';

/** The extension's own, in the process that was built beside it. */
export const { classifyStatement, meanTheSame, requestFromSql } = createSqlParser(
  join(checkoutRoot(), 'dist/node/pgParse.js'),
);
