import type { TreeNode } from './nodes';

/** The node that a menu hands to a command; undefined from the palette. */
export function nodeIn(argument: unknown): TreeNode | undefined {
  const isNode =
    typeof argument === 'object' &&
    argument !== null &&
    'kind' in argument &&
    ('project' in argument || 'parent' in argument);
  return isNode ? (argument as TreeNode) : undefined;
}
