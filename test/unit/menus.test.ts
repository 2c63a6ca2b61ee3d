import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutRoot } from '../hosts/root';

interface Entry {
  readonly command: string;
  readonly group?: string;
  readonly when?: string;
}

const { contributes }: { contributes: { menus: Readonly<Record<string, readonly Entry[]>> } } =
  JSON.parse(readFileSync(join(checkoutRoot(), 'package.json'), 'utf8'));

/** Whether a tree node of this kind can have the entry. */
const isOn = (kind: string, { when = '' }: Entry) =>
  [...when.matchAll(/type=\(?([\w|]+)/g)].some(([, kinds]) => kinds?.split('|').includes(kind));

describe('the context menu of the tree', () => {
  const entries = contributes.menus['view/item/context'] ?? [];
  for (const kind of ['project', 'table', 'view', 'failure']) {
    it(`has a place of its own for each entry of a ${kind}`, () => {
      const places = entries.filter((entry) => isOn(kind, entry)).map(({ group }) => group);
      assert.ok(places.length > 2, `${places}`);
      // Those of one place stand in the order of the alphabet: Remove before Set.
      assert.deepEqual(places.toSorted(), [...new Set(places)].toSorted());
    });
  }
});
