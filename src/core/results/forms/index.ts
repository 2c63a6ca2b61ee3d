import type { ResultForm } from './form';
import { json, ndjson } from './json';
import { markdown } from './markdown';
import { csv, tsv, tsvWithHeaders } from './separated';
import { inList, insert, values } from './sql';

/** Every form, in the order in which a list shows them. */
export const forms: readonly ResultForm[] = [
  tsv,
  tsvWithHeaders,
  csv,
  json,
  ndjson,
  markdown,
  insert,
  values,
  inList,
];
