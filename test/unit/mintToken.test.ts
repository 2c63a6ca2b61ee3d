import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { timeLeft } from '../../src/core/countdown';
import { plain } from '../../src/core/errors';
import { fingerprintOf } from '../../src/core/fingerprint';
import { claimsToMintAgain, mintToken } from '../../src/core/mintToken';
import { sign } from '../sandbox/tokens';

const secret = 'a-secret-that-signs-and-is-long-enough-0123';
const now = 1_800_000_000;

const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

describe('a minted token', () => {
  it('says what it was told, is good for five minutes, and is signed with HS256', async () => {
    const token = await mintToken({ sub: 'user_2abc', role: 'authenticated' }, secret, now + 0.7);
    const [header, payload, signature] = token.split('.');
    assert.deepEqual(decoded(header), { alg: 'HS256', typ: 'JWT' });
    assert.deepEqual(decoded(payload), {
      sub: 'user_2abc',
      role: 'authenticated',
      iat: now,
      exp: now + 300,
    });
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`);
    assert.equal(signature, expected.digest('base64url'));
  });

  it('is minted again, once it is expired, with the claims that it had', async () => {
    const claims = { sub: 'u', aud: 'authenticated' };
    const token = await mintToken(claims, secret, now);
    assert.deepEqual(await claimsToMintAgain(token, secret, now + 300), claims);
    assert.equal(await claimsToMintAgain(token, secret, now + 299), undefined);
  });

  it('is not minted again where it is somebody else’s', async () => {
    const short = { sub: 'u', iat: now, exp: now + 300 };
    const later = now + 1_000;
    const ofOther = await sign(short, 'another-secret-that-is-long-enough-0123456');
    assert.equal(await claimsToMintAgain(ofOther, secret, later), undefined);
    const ofAuth = await sign({ ...short, exp: now + 600 }, secret);
    assert.equal(await claimsToMintAgain(ofAuth, secret, later), undefined);
    assert.equal(await claimsToMintAgain('no token', secret, later), undefined);
  });
});

describe('the time that a token has left', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, 'expires in 0 s'],
    [59.9, 'expires in 59 s'],
    [60, 'expires in 1 min 00 s'],
    [299, 'expires in 4 min 59 s'],
    [3_600, 'expires in 1 h 00 min'],
    [86_399, 'expires in 23 h 59 min'],
    [90_000, 'expires in 1 d 01 h'],
    [-1, 'expired 1 s ago'],
    [-7_260, 'expired 2 h 01 min ago'],
  ];
  for (const [seconds, expected] of cases) {
    it(`of ${seconds} seconds: ${expected}`, () => {
      assert.equal(plain(timeLeft(now + seconds, now)), expected);
    });
  }
});

describe('the fingerprint of a key', () => {
  it('is the beginning of its SHA-256', async () => {
    // printf abc | sha256sum
    assert.equal(await fingerprintOf('abc'), 'ba7816bf');
  });
});
