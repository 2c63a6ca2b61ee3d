import { type Message, message } from '../errors';
import type { RoleId } from '../model';
import { exposedSchemas } from '../rest/exposedSchemas';
import { type RefusedAnswer, type Said, spoken, type Verdict, type VerdictText } from './answer';
import { postgrestVerdicts } from './postgrestVerdicts';

const expired: VerdictText = [
  'The {2} has expired.',
  'Get a new one and set it for this project again.',
  'unauthorized',
  'setKey',
];

const notAJwt: VerdictText = [
  'What stands in the Authorization header is no JWT.',
  'An sb_publishable_ or sb_secret_ key belongs in the apikey header alone. Remove the Authorization header of the request, or write a user’s JWT into it.',
];

const unknown: VerdictText = ['PostgREST refused: {0}', 'See its own words below.'];

/** https://docs.postgrest.org/en/stable/references/observability.html#execution-plan */
const noPlans: VerdictText = [
  'The server gives no plans.',
  'It gives them once db-plan-enabled is on. With a Database URL, show the request as SQL and explain that.',
  'requests',
  'sendForJson',
];

/** The verdict on a `PGRST…` code. */
export function postgrestVerdict(
  code: string,
  said: Said,
  { role, method }: Pick<RefusedAnswer, 'role' | 'method'>,
): Verdict {
  if (code === 'PGRST100') return parseVerdict(said);
  if (code === 'PGRST106') return schemaVerdict(said, role, method);
  if (code === 'PGRST107' && /vnd\.pgrst\.plan/.test(said.message ?? '')) {
    return spoken(noPlans, said, role, 'requests');
  }
  const hasExpired = /^PGRST30[13]$/.test(code) && /expired/i.test(said.message ?? '');
  if (code === 'PGRST301' && /Expected 3 parts|Not valid base64url/.test(said.message ?? '')) {
    return spoken(notAJwt, said, role, 'keys');
  }
  return spoken(
    hasExpired ? expired : (postgrestVerdicts.get(code) ?? unknown),
    said,
    role,
    'requests',
  );
}

/** One button for each of the first schemas that are exposed. */
const offeredSchemas = 3;

function schemaVerdict(said: Said, role: RoleId, method = 'GET'): Verdict {
  const profile = /^(?:GET|HEAD)$/i.test(method) ? 'Accept-Profile' : 'Content-Profile';
  const exposed = exposedSchemas(said.message, said.hint) ?? [];
  return {
    ...spoken(postgrestVerdicts.get('PGRST106') ?? unknown, said, role, 'requests'),
    remedies: exposed.slice(0, offeredSchemas).map((schema) => ({
      kind: 'resend',
      label: message('Send to {0}', schema),
      headers: { [profile]: schema },
    })),
  };
}

const examples: readonly (readonly [pattern: RegExp, example: string])[] = [
  [/filter/, 'id=eq.1'],
  [/logic tree/, 'or=(age.lt.18,name.eq.Ann)'],
  [/select/, 'select=id,name,orders(*)'],
  [/order/, 'order=name.asc,id.desc'],
];

/** `"failed to parse filter (foo.1)" (line 1, column 4)`: the column counts from 1, inside the brackets. */
function parseVerdict({ message: own = '', details = '' }: Said): Verdict {
  const [, what, value, column] =
    /failed to parse (.+?) \((.*)\)"? \(line \d+, column (\d+)\)/s.exec(own) ?? [];
  if (what === undefined || value === undefined || column === undefined) {
    return unreadable(
      message('The query of the request cannot be read: {0}', own),
      message('{0}', details),
    );
  }
  const example = examples.find(([pattern]) => pattern.test(what))?.[1];
  return unreadable(
    message('The {0} cannot be read at character {1}: {2}', what, column, value),
    example === undefined ? message('{0}', details) : message('It should look like {0}.', example),
  );
}

function unreadable(sentence: Message, advice: Message): Verdict {
  return { sentence, advice, topic: 'requests', remedies: [] };
}
