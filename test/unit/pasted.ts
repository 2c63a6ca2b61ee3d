import assert from 'node:assert/strict';
import { type Detection, type Draft, detectProject } from '../../src/core/detectProject';
import { plain } from '../../src/core/errors';
import type { CredentialId, ProviderId } from '../../src/core/model';

/** The day of all tests: 2026-11-21. */
export const now = Date.UTC(2026, 10, 21);

/** What a draft must be, whole: what is not said must be absent or empty. */
export interface Expected {
  readonly provider?: ProviderId;
  readonly candidates?: readonly ProviderId[];
  readonly url?: string;
  readonly credentials?: { readonly [Id in CredentialId]?: string };
  readonly restSchema?: string;
  readonly name?: string;
  /** One pattern for each sentence, in their order. */
  readonly notes?: readonly RegExp[];
}

export type Row = readonly [what: string, text: string, expected: Expected];

export function detected(text: string): Extract<Detection, { kind: 'draft' }> {
  const detection = detectProject(text, now);
  assert.equal(
    detection.kind,
    'draft',
    detection.kind === 'nothing' ? plain(detection.sentence) : '',
  );
  return detection as Extract<Detection, { kind: 'draft' }>;
}

export function assertDraft(draft: Draft, expected: Expected): void {
  const { notes = [], ...facts } = expected;
  const { notes: found, variables: _, ...rest } = draft;
  assert.deepEqual(rest, { candidates: [], credentials: {}, ...facts });
  const sentences = found.map(plain);
  assert.equal(sentences.length, notes.length, sentences.join('\n'));
  for (const secret of ['hunter2', ...Object.values(keys)]) {
    assert.ok(!sentences.some((sentence) => sentence.includes(secret)), secret.slice(0, 8));
  }
  for (const [index, note] of notes.entries()) assert.match(sentences[index] ?? '', note);
}

/** Each row becomes a test that the whole text makes that one draft. */
export function testRows(rows: readonly Row[]): void {
  for (const [what, text, expected] of rows) {
    it(what, () => {
      const { draft, others } = detected(text);
      assertDraft(draft, expected);
      assert.deepEqual(others, []);
    });

    if (!text.includes('\n')) continue;
    it(`${what}, its line breaks turned into blanks by a box of one line`, () => {
      const { draft, others } = detected(text.replace(/\r?\n/g, ' '));
      assertDraft(draft, expected);
      assert.deepEqual(others, []);
    });
  }
}

export const lines = (...text: readonly string[]) => text.join('\n');

/** A JWT that nobody signed: only its claims are read. */
export function jwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${'c2lnbmF0dXJl'.repeat(4).slice(0, 43)}`;
}

export const ref = 'qwertyuiopasdfghjklz';
export const otherRef = 'zlkjhgfdsapoiuytrewq';
export const supabaseUrl = `https://${ref}.supabase.co`;
export const powabaseUrl = 'https://shop.p.powabase.ai';
export const fluxUrl = 'https://api--notes--0123abc.vsl-base.com';
export const direct = `postgresql://postgres:pw@db.${ref}.supabase.co:5432/postgres`;
export const local = 'postgresql://postgres:postgres@127.0.0.1:54322/postgres';

export const keys = {
  anon: jwt({ iss: 'supabase', ref, role: 'anon', exp: 2_000_000_000 }),
  service: jwt({ iss: 'supabase', ref, role: 'service_role', exp: 2_000_000_000 }),
  otherAnon: jwt({ iss: 'supabase', ref: otherRef, role: 'anon', exp: 2_000_000_000 }),
  localAnon: jwt({ iss: 'supabase-demo', role: 'anon', exp: 1_983_812_996 }),
  localService: jwt({ iss: 'supabase-demo', role: 'service_role', exp: 1_983_812_996 }),
  powabaseAnon: jwt({ iss: 'supabase', role: 'anon', exp: 2_000_000_000 }),
  powabaseService: jwt({ iss: 'supabase', role: 'service_role', exp: 2_000_000_000 }),
  fluxAnon: jwt({ role: 'anon', iat: 1_700_000_000 }),
  fluxService: jwt({ role: 'service_role', iat: 1_700_000_000 }),
  fluxUser: jwt({ sub: 'user_2abc', exp: 2_000_000_000 }),
  publishable: 'sb_publishable_Abcdefghijklmnopqrstuv_12345678',
  secret: 'sb_secret_Abcdefghijklmnopqrstuv_87654321',
  accountOfSupabase: `sbp_${'0123456789'.repeat(4)}`,
  accountOfFlux: `flx_live_${'0123456789abcdef'.repeat(2)}_a1b2`,
  jwtSecret: 'a-secret-that-signs-and-is-long-enough-0123',
} as const;
