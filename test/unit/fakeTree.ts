import type * as vscode from 'vscode';
import type { TreeNode } from '../../src/vscode/tree/nodes';

type Provider = vscode.TreeDataProvider<TreeNode>;

let provider: Provider | undefined;
let collapsed: ((event: { readonly element: TreeNode }) => void) | undefined;

export function fakeTreeView(_: string, options: { readonly treeDataProvider: Provider }) {
  provider = options.treeDataProvider;
  return {
    onDidCollapseElement(listener: typeof collapsed) {
      collapsed = listener;
      return { dispose() {} };
    },
    dispose() {},
  };
}

/** What the editor asks for when a node is expanded, and when an expanded one is drawn again. */
export async function childrenOf(node: TreeNode): Promise<readonly TreeNode[]> {
  return (await provider?.getChildren(node)) ?? [];
}

export function collapse(node: TreeNode): void {
  collapsed?.({ element: node });
}
