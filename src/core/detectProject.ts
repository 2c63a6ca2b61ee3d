import { isConnection } from './connectionStrings/parse';
import { isPsql } from './connectionStrings/parseShell';
import { defaultFluxDomain, hostedUrl, readAddress } from './detect/address';
import { assemble } from './detect/assemble';
import { cleanText } from './detect/clean';
import { readCurl } from './detect/curl';
import type { Draft } from './detect/draft';
import type { Entry } from './detect/entry';
import { type AccountToken, type Finding, findingsOf, readConnection } from './detect/findings';
import { harvest } from './detect/harvest';
import { readJson } from './detect/json';
import { readLines } from './detect/lines';
import { nothingIn } from './detect/nothing';
import { readSupabaseConfig } from './detect/toml';
import { type Message, message } from './errors';

export type { Draft } from './detect/draft';
export type { AccountToken } from './detect/findings';

/** What a pasted text is: a project to review, with the others that it names; or nothing, and why. */
export type Detection =
  | { readonly kind: 'draft'; readonly draft: Draft; readonly others: readonly Draft[] }
  | {
      readonly kind: 'nothing';
      readonly sentence: Message;
      /** Where it tells of an account instead. */
      readonly token?: AccountToken;
    };

/** Characters. More is a dump or a log, and would take long to show. */
const longest = 1_048_576;
/** Of the file that a connection stands in. */
const longestConnection = 65_536;

/**
 * Reads whatever a person has at hand of a project: its URL or that of its Studio, connection strings in any
 * form, the text of a `.env`, what `supabase status` prints, `supabase/config.toml`, `flux.json`, a `curl`
 * command, a key. Never throws; no secret is repeated in a sentence. `now` is in milliseconds since 1970;
 * `fluxDomain` is the base domain of a Flux project whose address is not written out.
 */
export function detectProject(
  text: string,
  now: number = Date.now(),
  fluxDomain: string = defaultFluxDomain,
): Detection {
  if (text.length > longest) {
    return nothing(
      message('This text is too long. Paste only the lines with the URL and the keys.'),
    );
  }
  if (text.includes('\0')) {
    return nothing(
      message(
        'This is not a text. Paste a project URL, a key, a connection string or the text of a .env file.',
      ),
    );
  }
  const cleaned = cleanText(text);
  if (/^<(?:!doctype\s+html|html)\b/i.test(cleaned)) {
    return nothing(
      message('This is the source of a web page. Paste the project URL or the keys that it shows.'),
    );
  }
  const findings = findingsIn(cleaned, fluxDomain);
  const [draft, ...others] = assemble(findings, now);
  if (draft !== undefined) return { kind: 'draft', draft, others };
  const account = findings.find((finding) => finding.kind === 'account');
  return {
    ...nothing(nothingIn(cleaned, findings)),
    ...(account ? { token: account.token } : {}),
  };
}

function nothing(sentence: Message): Detection {
  return { kind: 'nothing', sentence };
}

function findingsIn(text: string, fluxDomain: string): readonly Finding[] {
  if (!/\s|^[A-Za-z_]\w*=/.test(text) && readJson(text, fluxDomain) === undefined) {
    return findingsOf([{ name: '', value: completed(text), isAddress: true }]);
  }
  const written = structured(text, fluxDomain);
  // A URI with a blank in its password was found whole, so its pieces say nothing new.
  const named = new Set(
    written.flatMap(({ value }) => (/^postgres\w*:/.test(value) ? value.split(/\s+/) : [value])),
  );
  const loose = harvest(text).filter(({ value }) => !named.has(value));
  const whole = isOneConnection(text) ? readConnection(text) : [];
  const rest = whole.some(({ kind }) => kind === 'database')
    ? loose.filter(({ value }) => !/^postgres/i.test(value))
    : loose;
  return [...whole, ...findingsOf([...written, ...rest])];
}

const host = /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:]+\])(?::\d+)?(?:\/\S*)?$/i;

/** A host without scheme, where it is one that we know, and a reference of Supabase alone. */
function completed(word: string): string {
  if (/^[a-z]{20}$/.test(word)) return hostedUrl('supabase', word);
  if (!host.test(word)) return word;
  const scheme = /^(?:localhost|[\d.]+|\[.*\])(?:[:/]|$)/.test(word) ? 'http' : 'https';
  const written = `${scheme}://${word}`;
  return readAddress(written)?.kind === 'project' ? written : word;
}

function structured(text: string, fluxDomain: string): readonly Entry[] {
  return (
    readJson(text, fluxDomain) ?? readCurl(text) ?? readSupabaseConfig(text) ?? readLines(text)
  );
}

/** A call, a command or a string alone; lines that each say something are read one by one. */
function isOneConnection(text: string): boolean {
  if (text.length > longestConnection) return false;
  if (isPsql(text)) return true;
  const isAssignment = /^(?:export\s+)?[A-Z_][A-Z\d_]*\s*=/.test(text);
  const isUriAndMore = /^(?:\w+\s?=\s?)?postgres\S*:\/\/\S*\s/.test(text);
  return !isAssignment && !isUriAndMore && isConnection(text);
}
