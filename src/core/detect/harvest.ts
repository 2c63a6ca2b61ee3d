import type { Entry } from './entry';

/** Each begins where no word goes on, so that a run of characters is read once. */
const shapes: readonly RegExp[] = [
  /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]+/g,
  /(?<![\w-])sb_(?:publishable|secret)_[\w-]+/g,
  /(?<![\w-])(?:sbp_|flx_)\w+/g,
  /(?<![\w+:.-])postgres(?:ql)?(?:\+\w+)?:\/\/[^\s"'`<>]+/gi,
  /(?<![\w+:.-])https?:\/\/[^\s"'`<>\\)}|,;]+/gi,
];

/** Keys and URLs wherever they stand, outside of comments. */
export function harvest(text: string): readonly Entry[] {
  const spoken = text
    .split('\n')
    .map((line) => (/^\s*(?:#|\/\/|--|;)/.test(line) ? '' : line.replace(/\s#\s.*$/, '')))
    .join('\n');
  return shapes.flatMap((shape) =>
    [...spoken.matchAll(shape)].map(([value]) => ({ name: '', value: withoutEnd(value) })),
  );
}

/** What ends a sentence is no part of the URL before it. */
function withoutEnd(value: string): string {
  return value.replace(/[.,;:!?)\]}]{1,5}$/, '');
}
