import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderConnection, tlsChoices } from '../../src/core/connectionStrings';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { type Sandbox, start } from '../sandbox';
import { drivers } from './drivers';
import type { Answer } from './drivers/driver';
import { monoPackages, readAdo } from './drivers/mono';
import { inDebian } from './inDebian';

/** What each choice comes to on a server that offers TLS. */
const encrypted = { disable: false, prefer: true, require: true, 'verify-full': true } as const;

describe('the TLS of a connection string', function () {
  this.timeout(120_000);
  let offering: Sandbox;
  let insisting: Sandbox;
  let without: Sandbox;
  let ours: string;
  let others: string;

  before(async () => {
    [offering, insisting, without] = await Promise.all([
      start({ tls: 'offered' }),
      start({ tls: 'required' }),
      start(),
    ]);
    ours = join(offering.folder, "our ca's.crt");
    others = join(offering.folder, 'others.crt');
    await writeFile(ours, offering.ca ?? '');
    await writeFile(others, insisting.ca ?? '');
  });
  after(() => Promise.all([offering?.stop(), insisting?.stop(), without?.stop()]));

  for (const { format, runs, packages, ask } of drivers) {
    describe(`by ${runs}`, () => {
      inDebian(packages);

      it('is on, off or verified as chosen', async () => {
        const server = parseUri(await offering.database());
        const choices = tlsChoices(format);
        const caFile = (tls: string) => (tls.startsWith('verify') ? { caFile: ours } : {});
        const asked: readonly Partial<ConnectionParts>[] = [
          ...choices.map((tls) => ({ tls, ...caFile(tls) })),
          { tls: 'verify-full', caFile: others },
        ];
        const answers = await ask(
          asked.map((tls) =>
            renderConnection(format, { ...server, ...tls }, { password: 'shown' }),
          ),
        );
        assert.deepEqual(
          answers.slice(0, -1).map(encryptionOf),
          choices.map((choice) => encrypted[choice]),
        );
        assert.match(refusalOf(answers.at(-1)), /certificate|CertPath/);
      });

      it('does not do without where it is required, nor with where it is off', async () => {
        const open = parseUri(await without.database());
        const closed = parseUri(await insisting.database());
        const [required, disabled] = await ask([
          renderConnection(format, { ...open, tls: 'require' }, { password: 'shown' }),
          renderConnection(format, { ...closed, tls: 'disable' }, { password: 'shown' }),
        ]);
        assert.match(refusalOf(required), /SSL/);
        assert.match(refusalOf(disabled), /no encryption/);
      });
    });
  }

  describe('by ADO.NET’s rules', () => {
    inDebian(monoPackages);

    it('is Npgsql’s word for each choice', async () => {
      const server = parseUri(await offering.database());
      const read = await readAdo(
        tlsChoices('dotnet').map((tls) =>
          renderConnection(
            'dotnet',
            { ...server, tls, ...(tls === 'verify-full' ? { caFile: ours } : {}) },
            { password: 'shown' },
          ),
        ),
      );
      assert.deepEqual(
        read.map((pairs) => [pairs['ssl mode'], pairs['root certificate']]),
        [
          ['Disable', undefined],
          ['Prefer', undefined],
          ['Require', undefined],
          ['VerifyFull', ours],
        ],
      );
    });
  });
});

function encryptionOf(answer: Answer): boolean | string {
  return 'refused' in answer ? answer.refused : answer.encrypted;
}

function refusalOf(answer: Answer | undefined): string {
  return answer && 'refused' in answer ? answer.refused : JSON.stringify(answer);
}
