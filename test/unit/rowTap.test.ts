import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { packRows } from '../../src/core/packedRows';
import { tapRows } from '../../src/node/rowTap';

/** One message of the server: its code and what it holds. */
function messageOf(code: string, content: string): Buffer {
  const bytes = Buffer.from(`${code}0000${content}`);
  bytes.writeUInt32BE(bytes.length - 1, 1);
  return bytes;
}

const row = (cell: string) => Buffer.concat(packRows([[cell]]).pieces);
const rows = [row('one'), row('two, which is longer'), row(''), row('x'.repeat(300))];
const [described, suspended, ready] = [
  messageOf('T', 'described'),
  messageOf('s', ''),
  messageOf('Z', 'I'),
];
const copied = ['first line\n', '', 'second\n', 'y'.repeat(200)];
const copies = copied.map((line) => messageOf('d', line));

/** A connection that pg listens to, and what both sides were told. */
function connection() {
  const stream = new EventEmitter();
  const pg: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => pg.push(Buffer.from(chunk)));
  const tap = tapRows(stream);
  const taken: Buffer[] = [];
  const told: string[] = [];
  let ended = 0;
  const receiver = {
    rows(bytes: Buffer, count: number) {
      taken.push(Buffer.from(bytes));
      ended += count;
      // Where rows end, what has come is whole.
      if (count > 0) assert.ok(endsOf(rows).includes(Buffer.concat(taken).length));
    },
    copied: (bytes: Buffer) => void told.push(bytes.toString()),
  };
  const send = (bytes: Buffer, length: number) => {
    // A copy: the tap may write into what it is given.
    const own = Buffer.from(bytes);
    for (let at = 0; at < own.length; at += length) {
      stream.emit('data', own.subarray(at, at + length));
    }
  };
  return {
    tap,
    receiver,
    send,
    pg: () => Buffer.concat(pg).toString('latin1'),
    rows: () => ({ bytes: Buffer.concat(taken).toString('latin1'), ended }),
    copied: () => told.join(''),
  };
}

/** Where each row ends when they follow one another. */
function endsOf(messages: readonly Buffer[]): readonly number[] {
  return messages.map((_, at) => Buffer.concat(messages.slice(0, at + 1)).length);
}

describe('the tap on a connection', () => {
  const lengths = [1, 2, 4, 5, 6, 7, 63, 1_000];

  it('takes the rows and leaves pg the rest, wherever the network cuts', () => {
    const [first, ...others] = rows;
    const sent = Buffer.concat([described, first ?? ready, suspended, ...others, ready]);
    for (const length of lengths) {
      const wire = connection();
      wire.tap.give(wire.receiver);
      wire.send(sent, length);
      assert.equal(wire.pg(), Buffer.concat([described, suspended, ready]).toString('latin1'));
      assert.deepEqual(wire.rows(), {
        bytes: Buffer.concat(rows).toString('latin1'),
        ended: rows.length,
      });
    }
  });

  it('takes what COPY sends out of its messages', () => {
    for (const length of lengths) {
      const wire = connection();
      wire.tap.give(wire.receiver);
      wire.send(Buffer.concat([described, ...copies, ready]), length);
      assert.equal(wire.copied(), copied.join(''));
      assert.equal(wire.pg(), Buffer.concat([described, ready]).toString('latin1'));
    }
  });

  it('gives pg the rows of its own statements', () => {
    const sent = Buffer.concat([described, ...rows, ready]);
    for (const length of lengths) {
      const wire = connection();
      wire.tap.give(wire.receiver);
      wire.send(ready, length);
      wire.tap.give(undefined);
      wire.send(sent, length);
      assert.equal(wire.pg(), Buffer.concat([ready, sent]).toString('latin1'));
      assert.equal(wire.rows().ended, 0);
    }
  });
});
