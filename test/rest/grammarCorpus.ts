import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutRoot } from '../hosts/root';

/** Requests to the shop under one heading. */
export interface Topic {
  readonly name: string;
  /** Without a method it is GET. What a URL cannot hold as it stands is encoded on the way. */
  readonly requests: readonly string[];
}

/** Requests good and broken, for PostgREST to judge. */
export const corpus: readonly Topic[] = readFileSync(
  join(checkoutRoot(), 'test/rest/grammarCorpus.txt'),
  'utf8',
)
  .split(/^# /m)
  .slice(1)
  .map((section) => {
    const [name = '', ...requests] = section.split('\n').filter((line) => line !== '');
    return { name, requests };
  });
