import { h } from '../dom';

/** A sentence whose `backticks` mark what a person types. */
export function prose(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, at) => (at % 2 === 0 ? part : h('code', {}, part)));
}
