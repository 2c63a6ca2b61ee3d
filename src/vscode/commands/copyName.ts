import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { quoteName } from '../../core/sql/quote';
import { nodeIn } from '../tree/argument';
import type { TreeNode } from '../tree/nodes';

/** Copies the name of a schema, a table or a column as SQL writes it; a table's with its schema. */
export async function copyName(argument: unknown): Promise<void> {
  const names = namesOf(nodeIn(argument));
  if (!names) {
    throw new Failure(
      'badInput',
      message('Choose a schema, a table or a column in the Powabase view first.'),
    );
  }
  await vscode.env.clipboard.writeText(names.map(quoteName).join('.'));
}

function namesOf(node: TreeNode | undefined): readonly string[] | undefined {
  switch (node?.kind) {
    case 'schema':
      return [node.schema.name];
    case 'relation':
      return [node.relation.schema, node.relation.name];
    case 'column':
      return [node.column.name];
    default:
      return undefined;
  }
}
