import type { ParsedRequest } from '../parse';
import type { RestCatalog } from '../restCatalog';
import { scopeOf } from '../scope';
import type { Version } from '../version';
import { checkBody } from './body';
import { checkConditions } from './conditions';
import { checkEncoding } from './encoding';
import { checkFeatures } from './features';
import type { Finding, Rule } from './finding';
import { checkHeaders } from './headers';
import { checkNames } from './names';
import { checkRanges } from './ranges';
import { checkSecrets } from './secrets';
import { checkSyntax } from './syntax';
import { checkWrites } from './writes';

const rules: readonly Rule[] = [
  checkSyntax,
  checkNames,
  checkConditions,
  checkEncoding,
  checkFeatures,
  checkRanges,
  checkWrites,
  checkBody,
  checkHeaders,
  checkSecrets,
];

/** What is known beside the request. */
export interface Known {
  readonly catalog?: RestCatalog;
  /** The server's; the catalog's where it is left out. */
  readonly version?: Version;
  /** The headers that carry this provider's key. */
  readonly keyHeaders?: readonly string[];
  /** False where the server is known to refuse aggregates, as it does unless it is configured. */
  readonly aggregates?: boolean;
}

/**
 * What a person should know about a request before it is sent, in the order of the text. `text` is what the request
 * was parsed from, best without a version, so that what the server lacks is understood and flagged.
 */
export function check(text: string, request: ParsedRequest, known: Known = {}): readonly Finding[] {
  const { catalog, version = catalog?.version, keyHeaders = [], aggregates = true } = known;
  const checked = {
    text,
    request,
    catalog,
    version,
    aggregates,
    scope: scopeOf(request, catalog),
    keyHeaders: keyHeaders.map((name) => name.toLowerCase()),
  };
  const found = rules.flatMap((rule) => rule(checked));
  const keys = found.filter(({ code }) => code === 'secretInAddress');
  return found
    .filter((one) => keys.includes(one) || !keys.some((key) => touches(one, key)))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** What else is wrong with a key, or with the name before its `=`, is of no interest: it is to be taken out. */
function touches(one: Finding, key: Finding): boolean {
  return one.start <= key.end && key.start - 1 <= one.end;
}
