import { type KeyWriter, writeByte } from './keyWriter';

/**
 * An inet or cidr as Postgres orders them: IPv4 before IPv6, then by the bits of the network, the shorter network
 * first, then by the whole address (PostgreSQL, network_cmp).
 */
export function writeAddress(key: KeyWriter, cell: string): boolean {
  const [address = '', length, ...more] = cell.split('/');
  const bytes = address.includes(':') ? bytesOfV6(address) : bytesOfV4(address);
  if (!bytes || more.length > 0) return false;
  const bits = bytes.length * 8;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return false;
  const network = Number(length ?? bits);
  if (network > bits) return false;
  writeByte(key, bytes.length === 4 ? 4 : 6);
  writeNetwork(key, bytes, network);
  for (const byte of bytes) writeByte(key, byte);
  return true;
}

/** Four signs in a byte: 1 and 2 for the bits, 0 for their end, so that a network stands before those within it. */
function writeNetwork(key: KeyWriter, bytes: readonly number[], network: number) {
  let signs = 0;
  for (let at = 0; at <= (network | 3); at++) {
    const bit = ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
    signs = (signs << 2) | (at < network ? 1 + bit : 0);
    if ((at & 3) === 3) {
      writeByte(key, signs);
      signs = 0;
    }
  }
}

function bytesOfV4(text: string): readonly number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

/** RFC 4291, 2.2: groups of sixteen bits, `::` for those that are zero, the last two also as IPv4. */
function bytesOfV6(text: string): readonly number[] | undefined {
  const [before = '', after, ...more] = text.split('::');
  const left = bytesOfGroups(before);
  const right = bytesOfGroups(after ?? '');
  if (!left || !right || more.length > 0) return undefined;
  const missing = 16 - left.length - right.length;
  if (missing < 0 || (missing > 0 && after === undefined)) return undefined;
  return [...left, ...new Array<number>(missing).fill(0), ...right];
}

function bytesOfGroups(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  for (const group of text === '' ? [] : text.split(':')) {
    const four = bytesOfV4(group);
    if (!four && !/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    const sixteen = Number.parseInt(group, 16);
    bytes.push(...(four ?? [sixteen >> 8, sixteen & 255]));
  }
  return bytes;
}
