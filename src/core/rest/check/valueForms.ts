import type { TypeFamily } from '../types';

/** How Postgres reads a value of the type; types that read almost anything are left out. */
export const valueForms: Partial<Record<TypeFamily, RegExp>> = {
  number:
    /^\s*[+-]?(?:\d[\d_]*\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|infinity|nan|0x[\da-f]+|0o[0-7]+|0b[01]+)\s*$/i,
  boolean: /^\s*(?:t|tr|tru|true|y|ye|yes|on|1|f|fa|fal|fals|false|n|no|of|off|0)\s*$/i,
  uuid: /^\s*\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?\s*$/i,
};
