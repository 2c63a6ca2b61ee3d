import type { CsvFormat } from '../../src/core/csv/format';
import { csvDelimiters, csvEncodings, csvQuotes } from '../../src/core/csv/format';
import type { ImportContract, ImportView } from '../../src/protocol/importing';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { type Option, select } from './select';

const delimiterLabels: Readonly<Record<CsvFormat['delimiter'], string>> = {
  ',': say('Comma'),
  ';': say('Semicolon'),
  '\t': say('Tab'),
  '|': say('Bar'),
};

const encodingLabels: Readonly<Record<CsvFormat['encoding'], string>> = {
  utf8: 'UTF-8',
  windows1252: 'Windows-1252, Latin-1',
  utf16le: 'UTF-16 LE',
  utf16be: 'UTF-16 BE',
};

/** How the file is read, each as it was found and open to change. */
export function formatChoices(
  { format, state }: ImportView,
  host: Host<ImportContract>,
): readonly Node[] {
  const isDisabled = state === 'importing';
  const change = (changes: Partial<CsvFormat>) => void host.request('format', changes);

  function choice<Name extends 'delimiter' | 'quote' | 'encoding'>(
    name: Name,
    label: string,
    values: readonly CsvFormat[Name][],
    choices: readonly Option[],
  ) {
    const onChange = (chosen: string) => {
      const value = values.find((known) => known === chosen);
      if (value !== undefined) change({ [name]: value });
    };
    return h(
      'label',
      {},
      label,
      // The texts of its options would be part of what the label alone gives it.
      select({ place: name, choices, chosen: format[name], label, isDisabled, onChange }),
    );
  }

  function check(name: 'header' | 'quotedNull', label: string) {
    const box = h('input', { type: 'checkbox', 'data-place': name, disabled: isDisabled });
    box.checked = format[name];
    box.addEventListener('change', () => change({ [name]: box.checked }));
    return h('label', { class: 'check' }, box, label);
  }

  const nullText = h('input', {
    type: 'text',
    'data-place': 'null',
    'aria-label': say('NULL is'),
    value: format.nullText,
    placeholder: say('an empty field'),
    disabled: isDisabled,
  });
  nullText.addEventListener('change', () => change({ nullText: nullText.value }));
  return [
    choice(
      'delimiter',
      say('Delimiter'),
      csvDelimiters,
      csvDelimiters.map((value) => ({ value, label: delimiterLabels[value] })),
    ),
    choice(
      'quote',
      say('Quotes'),
      csvQuotes,
      csvQuotes.map((value) => ({ value, label: value })),
    ),
    choice(
      'encoding',
      say('Encoding'),
      csvEncodings,
      csvEncodings.map((value) => ({ value, label: encodingLabels[value] })),
    ),
    h('label', {}, say('NULL is'), nullText),
    check('quotedNull', say('NULL in quotes too')),
    check('header', say('First line names the fields')),
  ];
}
