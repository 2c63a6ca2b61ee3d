import {
  type Diagnosis,
  type Layer,
  type RefusedAnswer,
  readAnswer,
  type Said,
  spoken,
  type Verdict,
  type VerdictText,
} from './answer';
import { serviceVerdict } from './gateway';
import { sqlstateVerdict } from './postgres';
import { postgrestVerdict } from './postgrest';
import { statusVerdict } from './statuses';

export type { Diagnosis, Layer, RefusedAnswer } from './answer';
export type { Cause } from './cause';
export { diagnoseNetwork, diagnosePostgres } from './connection';
export type { SeenCertificate } from './tls';

/** Which layer refused a request, why, and what to do: from the shape of its answer, then from its words. */
export function diagnose(answer: RefusedAnswer): Diagnosis {
  const said = readAnswer(answer);
  const [layer, { sentence, advice, topic, remedies }] = judge(answer, said);
  const { code } = said;
  return {
    layer,
    sentence,
    advice,
    ...(code === undefined ? {} : { code }),
    remedies: [...remedies, { kind: 'read', topic }],
    details: detailsOf(said),
  };
}

function judge(answer: RefusedAnswer, said: Said): readonly [Layer, Verdict] {
  const { role } = answer;
  const { code } = said;
  if (code?.startsWith('PGRST')) return ['PostgREST', postgrestVerdict(code, said, answer)];
  if (code !== undefined && /^[\dA-Z]{5}$/.test(code)) {
    return ['Postgres', sqlstateVerdict(code, said, answer)];
  }
  const [layer, text] = said.isObject ? serviceVerdict(answer, said) : strangerVerdict(answer);
  return [layer, spoken(text, said, role, 'routing')];
}

const webPage: VerdictText = [
  'What answered is a web page, not PostgREST.',
  'Check the project URL: it is the address of the API, not of Studio or of the dashboard.',
  'routing',
  'setUrl',
];
const redirect: VerdictText = [
  'The server points to another address instead of answering.',
  'Set the project URL to the address that the Location header names.',
  'routing',
  'setUrl',
];
const stranger: VerdictText = [
  'What answered is not PostgREST.',
  'Check the project URL and the path of the request.',
  'routing',
  'setUrl',
];
const looksLikeFile: VerdictText = [
  'The gateway answers paths that look like a file itself: they never reach PostgREST.',
  'A table whose name ends like a file (robots.txt) is out of reach. Rename it, or put a view before it.',
];

/** An answer without JSON: a proxy's page, another server, a body that was left out. */
function strangerVerdict({
  provider,
  status,
  body,
  headers = {},
  path = '',
}: RefusedAnswer): readonly [Layer, VerdictText] {
  if (status >= 300 && status < 400) return ['Other server', redirect];
  const isPage = /^\s*<(?:!doctype|html)/i.test(body) || /html/.test(headers['content-type'] ?? '');
  if (isPage && status < 500) return ['Other server', webPage];
  const isFile = /^\/\.well-known\/|\.[a-z]{2,5}$/i.test(path);
  if (provider === 'flux-v2' && status === 404 && isFile) return ['Gateway', looksLikeFile];
  const byStatus = statusVerdict(status);
  return byStatus === undefined ? ['Other server', stranger] : ['Gateway', byStatus];
}

function detailsOf(said: Said): Diagnosis['details'] {
  const { code, message, error, description, details, hint } = said;
  return [
    { label: 'Code', text: code },
    { label: 'Message', text: message ?? error },
    { label: 'Details', text: details ?? description },
    { label: 'Hint', text: hint },
  ].flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
}
