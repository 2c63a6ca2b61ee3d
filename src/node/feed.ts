/** The socket under a connection, as far as statements use it. */
export interface WireStream {
  cork(): void;
  uncork(): void;
  pause(): void;
  resume(): void;
  /** False where what was written waits; `drain` tells when it has gone. */
  write(bytes: Uint8Array): boolean;
  once(event: 'drain', listener: () => void): unknown;
}

/** The part of a connection that COPY FROM STDIN uses. */
interface Wire {
  readonly stream: WireStream;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** What is sent to the server while it reads a COPY. */
export interface Feed {
  /** The server has ended the statement. Gives the error of the input, where that is why. */
  stop(): Error | undefined;
}

/** Sends the whole input as CopyData messages, then calls `sent`; an input that fails ends the COPY. */
export function startFeed(wire: Wire, input: AsyncIterable<Uint8Array>, sent: () => void): Feed {
  let failed: Error | undefined;
  let stopped = false;
  let goOn = () => {};

  /** One CopyData message (`d`, its length, the bytes) without copying them together. */
  async function send(bytes: Uint8Array) {
    const head = Buffer.allocUnsafe(5);
    head.writeUInt8(0x64, 0);
    head.writeInt32BE(bytes.length + 4, 1);
    wire.stream.cork();
    wire.stream.write(head);
    const isTaken = wire.stream.write(bytes);
    wire.stream.uncork();
    if (isTaken || stopped) return;
    await new Promise<void>((resolve) => {
      goOn = resolve;
      wire.stream.once('drain', resolve);
    });
  }

  async function sendAll() {
    try {
      for await (const bytes of input) {
        if (bytes.length > 0) await send(bytes);
        if (stopped) return;
      }
    } catch (error) {
      failed = error as Error;
      if (!stopped) wire.sendCopyFail('its input has ended');
      return;
    }
    wire.endCopyFrom();
    sent();
  }

  void sendAll();
  return {
    stop() {
      stopped = true;
      goOn();
      return failed;
    },
  };
}
