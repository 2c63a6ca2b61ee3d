import { type Message, message } from '../errors';
import { checkKeyFor, classifyKey } from '../keys';
import type { Finding } from './findings';

const general = message(
  'Nothing of a project was found. Paste a project URL, a key, a connection string or the text of a .env file.',
);

const ofAccount = {
  supabase: message(
    'This is a personal access token of Supabase: it opens the account, not a project. Press Enter to choose a project from the account.',
  ),
  flux: message(
    'This is an API token of Flux: it opens the account, not a project. Press Enter to choose a project from the account.',
  ),
} as const;

/** Why a text gave no project, as far as it tells. Repeats nothing of it. */
export function nothingIn(text: string, findings: readonly Finding[]): Message {
  if (text === '') {
    return message('Paste a project URL, a key, a connection string or the text of a .env file.');
  }
  const account = findings.find((finding) => finding.kind === 'account');
  if (account) return ofAccount[account.token.account];
  const remark =
    findings.find((finding) => finding.kind === 'remark') ??
    findings.find((finding) => finding.kind === 'page');
  if (remark) return remark.sentence;
  return /\s/.test(text) ? general : nothingInWord(text);
}

function nothingInWord(word: string): Message {
  const [, scheme = ''] = /^([a-z][a-z\d+.-]{0,30}):/i.exec(word) ?? [];
  if (
    /^(?:mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|sqlite|mssql|sqlserver|cockroachdb)$/i.test(
      scheme,
    )
  ) {
    return message('This is the URL of another kind of database. Only Postgres is spoken here.');
  }
  if (/^https?$/i.test(scheme) && !URL.canParse(word)) {
    return message('This is not a URL. A project URL looks like https://name.example.com.');
  }
  if (/^https?$/i.test(scheme)) {
    return message(
      'This URL is a page, not a project’s address. Paste the Project URL that the Connect button shows.',
    );
  }
  if (scheme !== '' && !/^\d/.test(word.slice(scheme.length + 1))) {
    return message('A project URL starts with https:// (http:// on this machine).');
  }
  if (
    /^[\w-]+(?:\.[\w-]+)+$/.test(word) &&
    classifyKey(word).kind === 'unknown' &&
    !word.startsWith('eyJ')
  ) {
    return message('If this is a project URL, paste it with https:// in front.');
  }
  if (word.startsWith('sb_')) {
    return message('This is not a whole key: sb_publishable_… or sb_secret_…. Copy it again.');
  }
  return (word.startsWith('eyJ') ? checkKeyFor('anonKey', word) : undefined) ?? general;
}
