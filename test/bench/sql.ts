import { createStatementIndex } from '../../src/core/sql/statementIndex';
import { type Row, row } from '../hosts/row';

export const peers = { 'sql/statement-at-10mb': 'the aim' };

const aimMs = 50;
const runs = 41;

/** From a typed letter to the statement under it, in a text of ten megabytes, at places all over it. */
export async function run(): Promise<readonly Row[]> {
  const line = (at: number) =>
    `insert into measurements (id, note) values (${at}, 'note ${at}; it''s');\n-- and so on\n`;
  const lines: string[] = [];
  for (let length = 0; length < 10_000_000; length += lines.at(-1)?.length ?? 0) {
    lines.push(line(lines.length));
  }
  const index = createStatementIndex(lines.join(''));
  const samples: number[] = [];
  for (let place = 0; place < runs; place++) {
    const offset = Math.floor((index.text.length * place) / runs);
    const began = performance.now();
    index.edit({ offset, length: 0, text: 'x' });
    index.at(offset);
    samples.push(performance.now() - began);
  }
  return [row('sql/statement-at-10mb', 'ms', samples, [aimMs], 1)];
}
