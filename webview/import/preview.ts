import type { ImportContract, ImportView } from '../../src/protocol/importing';
import { h, icon } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { select } from './select';

const leftOut = '';

/** Above each field its name, the column that takes it, and the type of that. */
export function previewHead(
  { fields, columns, state }: ImportView,
  host: Host<ImportContract>,
): readonly Node[] {
  const choices = [
    { value: leftOut, label: say('Left out') },
    ...columns.map(({ name, note }) => ({
      // A column may be called anything, also nothing that is.
      value: `=${name}`,
      label: note === undefined ? name : `${name} (${note})`,
    })),
  ];
  const cells = fields.map(({ name, column }, field) => {
    const type = columns.find((known) => known.name === column)?.type;
    return h(
      'th',
      { scope: 'col', ...(column === undefined ? { class: 'leftOut' } : {}) },
      h('span', { class: 'field', title: name }, name),
      select({
        place: `field-${field}`,
        choices,
        chosen: column === undefined ? leftOut : `=${column}`,
        label: say('Column for {0}', name),
        isDisabled: state === 'importing',
        onChange: (value) => {
          const chosen = value === leftOut ? {} : { column: value.slice(1) };
          void host.request('map', { field, ...chosen });
        },
      }),
      h('span', { class: 'type quiet' }, type ?? '\u00a0'),
    );
  });
  return [h('tr', {}, h('th', { scope: 'col', class: 'line' }, say('Line')), ...cells)];
}

/** The first records; what a column does not take is marked with the server's words. */
export function previewBody({ records, fields, misfits }: ImportView): readonly Node[] {
  const sentences = new Map(
    misfits.map(({ record, field, sentence }) => [`${record}:${field}`, sentence]),
  );
  return records.map(({ line, cells }, record) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row', class: 'line' }, String(line)),
      ...cells.map((cell, field) =>
        previewCell(cell, fields[field]?.column, sentences.get(`${record}:${field}`)),
      ),
    ),
  );
}

function previewCell(
  cell: string | null,
  column: string | undefined,
  sentence: string | undefined,
): HTMLElement {
  const text =
    cell === null ? h('span', { class: 'null' }, 'NULL') : cell.replace(/\r\n|\r|\n/g, ' ↵ ');
  if (sentence === undefined) {
    return h('td', column === undefined ? { class: 'leftOut' } : {}, text);
  }
  return h(
    'td',
    { class: 'misfit', title: sentence },
    icon('error'),
    text,
    h('span', { class: 'visuallyHidden' }, ` ${sentence}`),
  );
}
