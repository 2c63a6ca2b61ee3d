import type { Column } from '../../model';
import { isValues } from '../ast';
import { type Operator, operators } from '../operators';
import type { RestTable } from '../restCatalog';
import type { Span } from '../span';
import { familyOf, fits } from '../types';
import type { FeatureId } from '../versions';
import { type Completion, type Place, wordFrom } from './completion';

/** The column of a condition, as far as it is known, with the JSON path behind its name. */
export interface About {
  readonly column: Column | undefined;
  readonly path: string;
}

export function aboutField(written: string, table: RestTable | undefined): About {
  const [, quoted, plain = '', path = ''] =
    /^\s*(?:"((?:[^"\\]|\\.)*)"|([^->]*(?:-(?!>)[^->]*)*))(.*)$/s.exec(written) ?? [];
  const name = quoted ?? plain.trim();
  return { column: table?.columns.find((column) => column.name === name), path };
}

/** What may stand behind `column=` or `column.`; `written` is what stands there up to the cursor. */
export function conditionCompletions(
  place: Place,
  written: string,
  about: About,
): readonly Completion[] {
  const [, not = '', rest = ''] = /^(not\.)?(.*)$/s.exec(written) ?? [];
  const start = place.offset - rest.length;
  const [, open] = /^[a-z]+\(([a-z]*)$/.exec(rest) ?? [];
  if (open !== undefined) return modifiers(place, rest, place.offset - open.length);
  const [, operator, value] = /^([a-z]+)(?:\([^)]*\))?\.(.*)$/s.exec(rest) ?? [];
  if (operator !== undefined && value !== undefined) return values(place, operator, value, about);
  if (!/^[a-z]*$/.test(rest)) return [];
  const negation =
    not === ''
      ? [
          {
            label: 'not.',
            kind: 'operator' as const,
            insert: 'not.',
            span: wordFrom(place, start),
            goesOn: true,
          },
        ]
      : [];
  return [...operatorCompletions(place, wordFrom(place, start), about), ...negation];
}

const featureOf: Readonly<Record<string, FeatureId>> = {
  match: 'regularExpression',
  imatch: 'regularExpression',
  isdistinct: 'isDistinct',
  wfts: 'webSearch',
};

function operatorCompletions(
  place: Place,
  span: Span,
  { column, path }: About,
): readonly Completion[] {
  const type = path === '' ? column?.type : path.includes('->>') ? 'text' : 'jsonb';
  const family =
    type === undefined ? 'other' : familyOf(type, path === '' ? column?.values : undefined);
  return operators
    .filter(({ name }) => {
      const feature = featureOf[name];
      return fits(name, family) && !(feature && place.lacks(feature));
    })
    .map((operator) => ({
      label: operator.name,
      kind: 'operator' as const,
      insert: operator.name + behind(operator, family),
      span,
      detail: operator.sql,
      meaning: operator.meaning,
      goesOn: true,
    }));
}

function behind({ name, group }: Operator, family: string): string {
  if (name === 'in') return '.(';
  return group === 'contain' && family === 'array' ? '.{' : '.';
}

function modifiers(place: Place, rest: string, start: number): readonly Completion[] {
  const name = rest.slice(0, rest.indexOf('('));
  const operator = operators.find((one) => one.name === name);
  const span = wordFrom(place, start);
  const words = operator?.quantifiable && !place.lacks('quantifier') ? ['any', 'all'] : [];
  if (operator?.group === 'search') {
    return ['english', 'simple'].map((label) => ({
      label,
      kind: 'value' as const,
      insert: `${label}).`,
      span,
    }));
  }
  return words.map((label) => ({ label, kind: 'keyword' as const, insert: `${label}).{`, span }));
}

/** Values of enumerated types and of booleans, one of them or in a list. */
function values(
  place: Place,
  operator: string,
  written: string,
  { column, path }: About,
): readonly Completion[] {
  const nullable = column?.nullable !== false;
  const boolean = column === undefined || path !== '' || familyOf(column.type) === 'boolean';
  if (operator === 'is') {
    const span = wordFrom(place, place.offset - written.length);
    return isValues
      .filter((value) =>
        value === 'null'
          ? nullable || path !== ''
          : value === 'not_null'
            ? !place.lacks('isNotNull')
            : boolean,
      )
      .map((value) => ({ label: value, kind: 'value' as const, insert: value, span }));
  }
  const [piece = ''] = /[^,({]*$/.exec(written) ?? [];
  const span = wordFrom(place, place.offset - piece.length);
  if (path !== '' || !column) return [];
  const known = column.values ?? (familyOf(column.type) === 'boolean' ? ['true', 'false'] : []);
  const open = operator === 'in' && !written.startsWith('(') ? '(' : '';
  return known.map((value) => ({
    label: value,
    kind: 'value' as const,
    insert:
      open +
      (operator === 'in' && /[,()"\\]/.test(value)
        ? `"${value.replace(/["\\]/g, '\\$&')}"`
        : value
      ).replace(/[%&;+#]/g, encodeURIComponent),
    span,
  }));
}
