import assert from 'node:assert/strict';
import { diagnose } from '../../../src/core/diagnose';
import { plain } from '../../../src/core/errors';
import type { Remedy, Topic } from '../../../src/core/remedy';
import { answer, topicOf } from './answer';

/** Each of https://docs.postgrest.org/en/v16/references/errors.html, and those that only version 12 has. */
const postgrestCodes: readonly (readonly [
  code: string,
  status: number,
  topic: Topic,
  offer?: Remedy['kind'],
])[] = [
  ['PGRST000', 503, 'status'],
  ['PGRST001', 503, 'status'],
  ['PGRST002', 503, 'status'],
  ['PGRST003', 504, 'status'],
  ['PGRST100', 400, 'requests'],
  ['PGRST101', 405, 'requests'],
  ['PGRST102', 400, 'requests'],
  ['PGRST103', 416, 'requests'],
  ['PGRST105', 405, 'requests'],
  ['PGRST106', 406, 'requests'],
  ['PGRST107', 406, 'requests', 'resend'],
  ['PGRST108', 400, 'requests'],
  ['PGRST109', 400, 'requests'],
  ['PGRST110', 400, 'requests'],
  ['PGRST111', 500, 'requests'],
  ['PGRST112', 500, 'requests'],
  ['PGRST114', 400, 'requests'],
  ['PGRST115', 400, 'requests'],
  ['PGRST116', 406, 'requests', 'resend'],
  ['PGRST117', 405, 'requests'],
  ['PGRST118', 400, 'requests'],
  ['PGRST119', 400, 'requests'],
  ['PGRST120', 400, 'requests'],
  ['PGRST121', 500, 'requests'],
  ['PGRST122', 400, 'requests'],
  ['PGRST123', 400, 'requests'],
  ['PGRST124', 400, 'requests'],
  ['PGRST125', 404, 'requests'],
  ['PGRST126', 404, 'requests'],
  ['PGRST127', 400, 'requests'],
  ['PGRST128', 400, 'requests'],
  ['PGRST200', 400, 'requests', 'openSql'],
  ['PGRST201', 300, 'requests'],
  ['PGRST202', 404, 'requests', 'openSql'],
  ['PGRST203', 300, 'requests'],
  ['PGRST204', 400, 'requests', 'openSql'],
  ['PGRST205', 404, 'requests', 'openSql'],
  ['PGRST300', 500, 'keys'],
  ['PGRST301', 401, 'unauthorized', 'setKey'],
  ['PGRST302', 401, 'keys', 'setKey'],
  ['PGRST303', 401, 'unauthorized', 'setKey'],
  ['PGRSTX00', 500, 'requests'],
];

/** A code of each class that PostgREST has a status for. */
const sqlstates: readonly (readonly [
  code: string,
  status: number,
  sentence: RegExp,
  topic?: Topic,
])[] = [
  ['08006', 503, /lost its database/, 'status'],
  ['09000', 500, /database refused/],
  ['0A000', 400, /cannot do this/],
  ['0L000', 403, /database refused/],
  ['0P000', 403, /no such role/, 'unauthorized'],
  ['21000', 400, /change every row/],
  ['21P01', 400, /more or fewer rows/],
  ['22023', 400, /cannot be used as it is/],
  ['22P02', 400, /does not fit its column/],
  ['23502', 400, /must have a value/],
  ['23503', 409, /points to no row/],
  ['23505', 409, /such a row already/],
  ['23P01', 400, /rule of the table/],
  ['25006', 405, /GET may not write/],
  ['25001', 500, /transaction does not allow/],
  ['26000', 400, /pooler gave another connection/, 'pooler'],
  ['28000', 403, /does not accept the login/, 'unauthorized'],
  ['2D000', 500, /database refused/],
  ['38000', 500, /database refused/],
  ['39000', 500, /database refused/],
  ['3B000', 500, /database refused/],
  ['40001', 500, /came in between/],
  ['40002', 500, /came in between/],
  ['42703', 400, /no such column/],
  ['42883', 404, /no such function/],
  ['42P01', 404, /no such table/, 'requests'],
  ['42P17', 500, /call themselves without end/, 'policies'],
  ['42804', 400, /cannot read the query/],
  ['53300', 503, /no connection left/],
  ['53200', 503, /run out of something/, 'status'],
  ['54001', 500, /too large for Postgres/, 'limits'],
  ['55P03', 500, /holds what this needs/],
  ['57014', 500, /ran too long/, 'limits'],
  ['57P01', 500, /ended the query/, 'status'],
  ['58030', 500, /outside of the query/, 'status'],
  ['F0000', 500, /outside of the query/, 'status'],
  ['HV000', 500, /foreign table/],
  ['P0001', 400, /function or trigger/],
  ['P0002', 500, /function or trigger/],
  ['PT402', 402, /chose this answer/],
  ['XX000', 500, /failed within itself/, 'status'],
];

describe('every code of the documents is explained', () => {
  for (const [code, status, topic, offer] of postgrestCodes) {
    it(code, () => {
      const found = diagnose(
        answer({ status, body: { code, message: 'words', details: null, hint: null } }),
      );
      assert.equal(found.layer, 'PostgREST');
      assert.doesNotMatch(plain(found.sentence), /^PostgREST refused/);
      assert.doesNotMatch(plain(found.advice), /own words below/);
      assert.equal(topicOf(found.remedies), topic);
      assert.equal(found.remedies[0]?.kind, offer ?? 'read');
    });
  }

  for (const [code, status, sentence, topic = 'sql'] of sqlstates) {
    it(code, () => {
      const found = diagnose(answer({ status, body: { code, message: 'words' } }));
      assert.equal(found.layer, 'Postgres');
      assert.match(plain(found.sentence), sentence);
      assert.equal(topicOf(found.remedies), topic);
    });
  }
});
