import { headerLength } from '../core/packedRows';

const dataRow = 0x44;
const copyData = 0x64;

/** Gets the rows of a statement as bytes; everything else goes to pg. */
export interface RowReceiver {
  /** Bytes of DataRow messages, in their order; `ended` messages end in them, the last one at their end where any does. */
  rows(bytes: Buffer, ended: number): void;
  /** What CopyData messages hold, in their order. */
  copied(bytes: Buffer): void;
}

/** What is between a connection and pg, which would make an object of every row and a string of every cell. */
export interface RowTap {
  /** Undefined gives the rows to pg again. Told between two statements. */
  give(to: RowReceiver | undefined): void;
}

/** What is used of a socket. */
export interface Tappable {
  on(event: 'data', listener: (chunk: Buffer) => void): void;
  off(event: 'data', listener: (chunk: Buffer) => void): void;
  listeners(event: 'data'): unknown[];
}

/** Reads before pg does, on the connection of a client that has logged in. */
export function tapRows(stream: Tappable): RowTap {
  const listeners = stream.listeners('data') as ((chunk: Buffer) => void)[];
  let receiver: RowReceiver | undefined;
  /** The start of a header whose end has not come. */
  let started: Buffer = Buffer.alloc(0);
  let code = 0;
  /** Bytes of the message at hand that have not come. */
  let missing = 0;

  const tell = (bytes: Buffer) => {
    for (const listener of listeners) if (bytes.length > 0) listener(bytes);
  };

  function read(given: Buffer) {
    const chunk = started.length > 0 ? Buffer.concat([started, given]) : given;
    started = Buffer.alloc(0);
    let at = 0;
    while (at < chunk.length) {
      if (missing === 0 && chunk.length - at < headerLength) {
        started = chunk.subarray(at);
        return;
      }
      const known = missing === 0 ? chunk[at] : code;
      if (receiver && known === dataRow) at = readRows(chunk, at, receiver);
      else if (receiver && known === copyData) at = readCopied(chunk, at, receiver);
      else at = readOthers(chunk, at);
    }
  }

  /** The bytes of the message at hand that are here; begins the next where none is at hand. */
  function take(chunk: Buffer, at: number): number {
    if (missing === 0) {
      code = chunk[at] ?? 0;
      missing = 1 + chunk.readUInt32BE(at + 1);
    }
    const taken = Math.min(missing, chunk.length - at);
    missing -= taken;
    return taken;
  }

  const follows = (chunk: Buffer, at: number, wanted: number) =>
    at + headerLength <= chunk.length && chunk[at] === wanted;

  function readRows(chunk: Buffer, start: number, to: RowReceiver): number {
    let at = start;
    let whole = start;
    let ended = 0;
    do {
      at += take(chunk, at);
      if (missing > 0) break;
      whole = at;
      ended++;
    } while (follows(chunk, at, dataRow));
    if (ended > 0) to.rows(chunk.subarray(start, whole), ended);
    if (at > whole) to.rows(chunk.subarray(whole, at), 0);
    return at;
  }

  /** Moves what the messages hold together: their headers are read, and their bytes are nobody else's. */
  function readCopied(chunk: Buffer, start: number, to: RowReceiver): number {
    let at = start;
    let end = start;
    do {
      const header = missing === 0 ? headerLength : 0;
      const next = at + take(chunk, at);
      chunk.copyWithin(end, at + header, next);
      end += next - at - header;
      at = next;
    } while (missing === 0 && follows(chunk, at, copyData));
    to.copied(chunk.subarray(start, end));
    return at;
  }

  function readOthers(chunk: Buffer, start: number): number {
    let at = start;
    do at += take(chunk, at);
    while (missing === 0 && at + headerLength <= chunk.length && !isTaken(chunk[at]));
    tell(chunk.subarray(start, at));
    return at;
  }

  const isTaken = (next: number | undefined) =>
    receiver !== undefined && (next === dataRow || next === copyData);

  stream.on('data', read);
  for (const listener of listeners) stream.off('data', listener);
  return {
    give(to) {
      receiver = to;
    },
  };
}
