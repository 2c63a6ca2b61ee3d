import type { Cell } from '../../ports';
import { isNumeric } from '../columnKinds';
import type { ResultForm } from './form';

/** A table as GitHub Flavored Markdown has it. */
export const markdown: ResultForm = {
  id: 'markdown',
  label: 'Markdown',
  writer(columns) {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const names = line(columns.map(({ name }) => textOf(name)));
    const rule = line(columns.map(({ type }) => (isNumeric(type) ? '---:' : '---')));
    return {
      head: `${names}\n${rule}\n`,
      row: (row) => line(row.map(textOf)),
      between: '\n',
      tail: '\n',
    };
  },
};

function textOf(cell: Cell): string {
  if (cell === null) return '*NULL*';
  return cell.replace(/[\\|`*<[\]~]/g, '\\$&').replace(/\r\n|\r|\n/g, '<br>');
}
