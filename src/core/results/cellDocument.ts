import type { Cell } from '../ports';
import { isJson } from './columnKinds';

/** A cell as a document of its own; `extension` is of the language that it is in. */
export interface CellDocument {
  readonly text: string;
  readonly extension: 'json' | 'txt';
}

const bytesALine = 16;

/** JSON on lines that fold, bytes as a dump, any other text as it is. */
export function cellDocument(cell: Cell, type: string): CellDocument {
  if (cell === null) return { text: '', extension: 'txt' };
  if (isJson(type)) return { text: indented(cell), extension: 'json' };
  const bytes = bytesIn(cell, type);
  if (bytes !== undefined) return { text: dumpOf(bytes), extension: 'txt' };
  return { text: cell, extension: 'txt' };
}

/** The bytes of a `bytea` in hexadecimal. */
export function bytesIn(cell: string, type: string): string | undefined {
  return type === 'bytea' && /^\\x([0-9a-f]{2})*$/.test(cell) ? cell.slice(2) : undefined;
}

/** Valid JSON with line breaks; its tokens stay as they are, digits of any number included. */
function indented(json: string): string {
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  return tokens
    .map((token, at) => {
      switch (token) {
        case '{':
        case '[':
          if (isClosing(tokens[at + 1])) return token;
          depth++;
          return token + newLine();
        case '}':
        case ']':
          if (tokens[at - 1] === '{' || tokens[at - 1] === '[') return token;
          depth--;
          return newLine() + token;
        case ',':
          return token + newLine();
        case ':':
          return ': ';
        default:
          return token;
      }
    })
    .join('');
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}

/** Offset, bytes and the letters among them, as hexdump -C has it. */
export function dumpOf(hex: string): string {
  const lines: string[] = [];
  for (let at = 0; at < hex.length; at += bytesALine * 2) {
    const bytes = hex.slice(at, at + bytesALine * 2).match(/../g) ?? [];
    const letters = bytes.map((byte) => {
      const code = Number.parseInt(byte, 16);
      return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    });
    const offset = (at / 2).toString(16).padStart(8, '0');
    lines.push(`${offset}  ${bytes.join(' ').padEnd(bytesALine * 3)} ${letters.join('')}`);
  }
  return lines.join('\n');
}
