import { checkAccessToken } from '../accounts/tokens';
import { kindOf } from '../credentialIds';
import { message } from '../errors';
import { fingerprintOf } from '../fingerprint';
import { isSignedBy } from '../jwt';
import { checkKeyFor, checkProjectOf, classifyKey } from '../keys';
import { checkTimes } from '../keyTimes';
import type { CredentialId } from '../model';
import type { Remedy } from '../remedy';
import { type Finding, failed, type Hop, passed, warned } from './hop';

/** A key with the words for it. */
export interface NamedKey {
  readonly id: CredentialId;
  readonly label: string;
  readonly value: string;
  /** A user token need not name a user. */
  readonly anyRole?: boolean;
}

const dayInSeconds = 86_400;

/** What a key says of itself, without asking anybody: kind, expiry, project. */
export function keyHop(key: NamedKey, projectUrl: string | undefined): Hop {
  const { id, label, value } = key;
  return {
    id: `key:${id}`,
    label: message('{0}', label),
    needs: [],
    check: async () => {
      const finding = await examine(key, projectUrl, Date.now() / 1_000);
      const remedies: readonly Remedy[] =
        finding.kind === 'passed'
          ? []
          : [
              { kind: 'setCredential', id },
              { kind: 'read', topic: 'keys' },
            ];
      return { remedies, ...finding, fingerprint: await fingerprintOf(value) };
    },
  };
}

async function examine(
  { id, value, anyRole = false }: NamedKey,
  projectUrl: string | undefined,
  now: number,
): Promise<Finding> {
  const kind = kindOf(id);
  const problem =
    checkKeyFor(kind, value, anyRole) ??
    checkTimes(value, now * 1_000) ??
    (kind === 'accessToken' ? await checkAccessToken(value) : undefined);
  if (problem) return failed('', problem, message('Set it again with Powabase: Set Credential.'));
  const key = classifyKey(value);
  if (key.kind === 'publishable' || key.kind === 'secret') {
    return passed(message('A key of the new kind (sb_{0}_).', key.kind));
  }
  if (key.kind !== 'jwt') return passed(message('Its form says nothing against it.'));
  const foreign = projectUrl === undefined ? undefined : checkProjectOf(value, projectUrl);
  if (foreign) {
    return failed('', foreign, message('Copy the key of this project from its Connect dialog.'));
  }
  if (kind === 'userToken') {
    const who = key.subject ?? key.role ?? '';
    if (key.expires === undefined) return passed(message('A token of {0}, without an end.', who));
    const until = new Date(key.expires * 1_000).toISOString();
    return {
      ...passed(message('A token of {0}, valid until {1}.', who, until)),
      expires: key.expires,
    };
  }
  if (key.expires !== undefined && key.expires - now < 30 * dayInSeconds) {
    return warned(
      message('It expires on {0}.', new Date(key.expires * 1_000).toISOString().slice(0, 10)),
      message('Get a new one before that day.'),
    );
  }
  const isLegacy = key.ref !== undefined && (key.role === 'anon' || key.role === 'service_role');
  if (isLegacy) {
    const successor = key.role === 'anon' ? 'publishableKey' : 'secretKey';
    return {
      ...warned(
        message('A legacy JWT key with the role {0}.', key.role ?? ''),
        message(
          'It changes only together with the JWT secret. Create sb_publishable_ and sb_secret_ keys in the settings of the project and replace it when there is time.',
        ),
      ),
      remedies: [
        { kind: 'setCredential', id: successor },
        { kind: 'read', topic: 'keys' },
      ],
    };
  }
  return passed(message('A JWT with the role {0}.', key.role ?? key.subject ?? ''));
}

/** Whether the JWT secret signed the keys that are JWTs. Nothing leaves the machine. */
export function signatureHop(secret: string, keys: readonly NamedKey[]): Hop {
  return {
    id: 'signatures',
    label: message('JWT secret'),
    needs: [],
    check: async () => {
      const signed = keys.filter(({ value }) => classifyKey(value).kind === 'jwt');
      if (signed.length === 0) {
        return passed(message('There is no key that it could have signed.'));
      }
      const foreign: string[] = [];
      for (const { label, value } of signed) {
        if (!(await isSignedBy(value, secret))) foreign.push(label);
      }
      if (foreign.length === 0) {
        return passed(message('It signed {0}.', signed.map(({ label }) => label).join(', ')));
      }
      return {
        ...failed(
          '',
          message('It did not sign {0}.', foreign.join(', ')),
          message(
            'One of them is of another project, or the secret was changed since. Copy them again.',
          ),
        ),
        remedies: [
          { kind: 'setCredential', id: 'jwtSecret' },
          { kind: 'read', topic: 'keys' },
        ],
      };
    },
  };
}
