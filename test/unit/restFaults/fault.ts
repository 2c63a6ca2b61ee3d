import type { Known } from '../../../src/core/rest/check';
import { shop } from '../restShop';

export interface Fault {
  readonly text: string;
  readonly code: string;
  /** What is underlined. */
  readonly marked: string;
  readonly says: RegExp;
  /** The text after the first fix. */
  readonly fixed?: string;
  readonly known?: Known;
}

export const v13: Known = { catalog: shop, version: { major: 13, minor: 0, patch: 0 } };
export const both: Known = { catalog: shop, keyHeaders: ['apikey', 'Authorization'] };
export const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2ln';
