import assert from 'node:assert/strict';
import { diagnose } from '../../../src/core/diagnose';
import { plain } from '../../../src/core/errors';
import { answer } from './answer';

describe('the diagnosis of an answer', () => {
  it('leaves a value alone that looks like a place for an argument', () => {
    const body = {
      code: 'PGRST100',
      message: '"failed to parse filter (ov{1}{0})" (line 1, column 3)',
    };
    assert.equal(
      plain(diagnose(answer({ body })).sentence),
      'The filter cannot be read at character 3: ov{1}{0}',
    );
  });

  it('keeps the server’s own words below it', () => {
    const found = diagnose(
      answer({ body: { code: '23505', message: 'm', details: ['d'], hint: 'h' } }),
    );
    assert.equal(found.code, '23505');
    assert.deepEqual(found.details, [
      { label: 'Code', text: '23505' },
      { label: 'Message', text: 'm' },
      { label: 'Details', text: '[\n  "d"\n]' },
      { label: 'Hint', text: 'h' },
    ]);
  });

  it('repeats no secret that a server echoes', () => {
    const key = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.hunter2hunter2';
    for (const code of ['PGRST301', 'P0001', undefined]) {
      const found = diagnose(
        answer({ status: 401, body: { code, message: `bad ${key}`, hint: key, error: key } }),
      );
      assert.doesNotMatch(JSON.stringify(found), /hunter2/);
    }
  });
});
