import type { Cell } from '../ports';
import { bytesIn, dumpOf } from './cellDocument';
import { isNested } from './columnKinds';
import { type ImageType, imageType } from './imageType';
import { jsonParts } from './jsonParts';

/** More of a cell is for an editor. */
const shownCharacters = 100_000;
const dumpedBytes = 4_096;
const largestImage = 8 * 1024 * 1024;

/** One cell, as much of it as a page shows; `size` is that of the whole, in characters or bytes. */
export type CellView =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'json'; readonly text: string; readonly size: number }
  | {
      readonly kind: 'bytes';
      /** Offset, bytes and letters, as hexdump -C has it. */
      readonly dump: string;
      readonly size: number;
      readonly image?: { readonly type: ImageType; readonly base64: string };
    };

/** A JSON value that is too long to show is text. */
export function cellView(cell: Cell, type: string, base64Of: (hex: string) => string): CellView {
  if (cell === null) return { kind: 'null' };
  const size = cell.length;
  const bytes = bytesIn(cell, type);
  if (bytes !== undefined) {
    const dump = dumpOf(bytes.slice(0, dumpedBytes * 2));
    const image = bytes.length <= largestImage * 2 ? imageType(bytes) : undefined;
    const view = { kind: 'bytes', dump, size: bytes.length / 2 } as const;
    return image === undefined
      ? view
      : { ...view, image: { type: image, base64: base64Of(bytes) } };
  }
  if (size <= shownCharacters && isNested(cell, type) && jsonParts(cell)) {
    return { kind: 'json', text: cell, size };
  }
  return { kind: 'text', text: cell.slice(0, shownCharacters), size };
}
