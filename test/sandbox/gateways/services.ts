import { type Answer, reply } from './gateway';

/** GoTrue as far as a health check goes: `path` is below `/auth/v1`. Undefined for every other path. */
export function authService(path: string): Answer | undefined {
  if (path === '/health') {
    const description = 'GoTrue is a user registration and authentication API';
    const body = { version: 'v2.184.0', name: 'GoTrue', description };
    return ({ outgoing }) => reply(outgoing, 200, body);
  }
  if (path === '/settings') {
    const body = {
      external: { anonymous_users: false, email: true, phone: false },
      disable_signup: false,
      mailer_autoconfirm: true,
      phone_autoconfirm: false,
      sms_provider: '',
      saml_enabled: false,
    };
    return ({ outgoing }) => reply(outgoing, 200, body);
  }
  return undefined;
}

/** Storage as far as a health check goes: `path` is below `/storage/v1`. Undefined for every other path. */
export function storageService(path: string): Answer | undefined {
  if (path !== '/status') return undefined;
  return ({ outgoing }) => {
    outgoing.writeHead(200).end();
  };
}
