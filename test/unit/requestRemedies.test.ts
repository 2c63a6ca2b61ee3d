import './fakeVscode';
import assert from 'node:assert/strict';
import { diagnose } from '../../src/core/diagnose';
import { Failure, message, type Reason } from '../../src/core/errors';
import type { Project } from '../../src/core/model';
import { sendOwnKey } from '../../src/core/remedy';
import { type RestRequest, readRequest } from '../../src/core/rest/request';
import { actionsFor, remediesFor } from '../../src/vscode/remedies';

const read = (text: string) => readRequest(text, { start: 0, end: text.length });
const stored = { from: 'stored' } as const;
const project: Project = {
  id: 'shop',
  name: 'Shop',
  place: 'user',
  provider: 'powabase',
  credentials: { anonKey: stored, serviceRoleKey: stored },
};

/** The buttons of a refusal of this request, and what a press of one sends. */
function buttonsOf(
  text: string,
  refusal: { readonly status: number; readonly body: object },
  given = project,
) {
  const request = read(text);
  const sent: (RestRequest | 'another role')[] = [];
  const { remedies } = diagnose({
    provider: 'powabase',
    role: 'anon',
    method: request.method,
    status: refusal.status,
    body: JSON.stringify(refusal.body),
  });
  const resend = {
    request,
    changeRole: async () => void sent.push('another role'),
    send: async (one: RestRequest) => void sent.push(one),
  };
  const actions = actionsFor({} as never, given, [sendOwnKey, ...remedies], resend);
  const press = (label: string) => {
    (actions.find((one) => one.label === label) ?? assert.fail(`There is no ${label}.`)).run();
    return sent.at(-1);
  };
  return { labels: actions.map(({ label }) => label), press };
}

const notExposed = (list: string) => ({
  status: 406,
  body: {
    code: 'PGRST106',
    message: `The schema must be one of the following: ${list}`,
    details: null,
    hint: null,
  },
});
const denied = {
  status: 401,
  body: { code: '42501', message: 'permission denied for table orders', details: null, hint: null },
};

describe('the buttons of a refused request', () => {
  it('ask each exposed schema, by the header that the method needs', () => {
    const reading = buttonsOf('GET /orders\naccept-profile: nope', notExposed('public, api'));
    assert.deepEqual(reading.labels, ['Send to public', 'Send to api', 'Open Documentation']);
    const sent = reading.press('Send to api');
    assert.deepEqual(sent !== 'another role' && sent?.headers, { 'Accept-Profile': 'api' });
    const written = buttonsOf('POST /orders\n\n{"a": 1}', notExposed('public')).press(
      'Send to public',
    );
    assert.ok(written && written !== 'another role');
    assert.deepEqual(
      [written.headers, written.body],
      [{ 'Content-Profile': 'public' }, '{"a": 1}'],
    );
  });

  it('send again as another role where a GRANT is missing, if there is one', () => {
    const two = buttonsOf('GET /orders', denied);
    assert.deepEqual(two.labels, ['Show GRANT', 'Change Role…', 'Open Documentation']);
    assert.equal(two.press('Change Role…'), 'another role');
    const one = buttonsOf('GET /orders', denied, { ...project, credentials: { anonKey: stored } });
    assert.deepEqual(one.labels, ['Show GRANT', 'Open Documentation']);
  });

  it('leave the request’s own key out where it has one', () => {
    const { press } = buttonsOf(
      'GET /orders\nApikey: mine\nauthorization: Bearer x\nPrefer: count=exact',
      denied,
    );
    const sent = press('Send with the Key of the Role');
    assert.deepEqual(sent !== 'another role' && sent?.headers, { Prefer: 'count=exact' });
  });

  for (const code of ['PGRST107', 'PGRST116']) {
    it(`ask for JSON after ${code}`, () => {
      const refusal = { status: 406, body: { code, message: '', details: null, hint: null } };
      const sent = buttonsOf(
        'GET /orders\nAccept: application/vnd.pgrst.object+json',
        refusal,
      ).press('Send for JSON');
      assert.deepEqual(sent !== 'another role' && sent?.headers, { Accept: 'application/json' });
    });
  }

  it('are none that send again where nobody can', () => {
    const { remedies } = diagnose({
      provider: 'powabase',
      role: 'anon',
      status: 401,
      body: JSON.stringify(denied.body),
    });
    assert.deepEqual(
      actionsFor({} as never, project, remedies).map(({ label }) => label),
      ['Show GRANT', 'Open Documentation'],
    );
  });
});

describe('the buttons of a statement that failed', () => {
  const buttons: readonly (readonly [Reason, readonly string[]])[] = [
    ['unreachable', ['Set Database URL…', 'Open Documentation']],
    // Its address was right a moment ago.
    ['connectionLost', ['Verify Connection']],
    ['readOnly', ['Set Safety Mode…']],
    // The way to the database is right: it is the setting that ended the statement.
    ['overLimit', ['Change the Limit…']],
  ];
  for (const [reason, expected] of buttons) {
    it(`are ${expected.join(' and ')} for ${reason}`, () => {
      const failure = new Failure(reason, message('Gone.'));
      const remedies = remediesFor(failure, project, { statement: 'select 1', user: 'me' });
      const labels = actionsFor({} as never, project, remedies).map(({ label }) => label);
      assert.deepEqual(labels, expected);
    });
  }
});
