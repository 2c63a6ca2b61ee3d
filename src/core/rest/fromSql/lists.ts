import type { A_Expr } from 'libpg-query';
import { operatorNamed } from '../operators';
import { filterFor, nowhere, textOperand } from './build';
import { constantOf, elementText, type Place, placeOf } from './expressions';
import { comparison } from './operators';
import { type Reading, refuse } from './reading';
import { columnIn, type Located, located, negated, patternText, valueText } from './sides';
import type { Source } from './sources';

/** `x IN (1, 2)`. */
export function listOf(
  reading: Reading,
  sources: readonly Source[],
  { lexpr, rexpr, location }: A_Expr,
  not: boolean,
): Located {
  const place = columnIn(reading, sources, lexpr, location);
  const nodes = rexpr && 'List' in rexpr ? (rexpr.List.items ?? []) : [];
  const texts = nodes.map((item) => valueText(reading, item, location));
  const test = oneOf(place, texts);
  return not ? negated(test) : test;
}

/** A list of nothing but an empty text would be an empty list. */
function oneOf(place: Place, texts: readonly string[]): Located {
  const [only] = texts;
  if (texts.length === 1 && only === '') return located(place, 'eq', textOperand(''));
  return located(place, 'in', {
    ...nowhere,
    kind: 'list',
    items: texts.map((text) => ({ ...nowhere, text, quoted: text === '' })),
  });
}

/** `x = ANY (array)`, `x LIKE ANY (array)`, `x <> ALL (array)`, and `value = ANY (column)`. */
export function elementsOfArray(
  reading: Reading,
  sources: readonly Source[],
  { kind, lexpr, rexpr, location }: A_Expr,
  symbol: string,
): Located {
  const quantifier = kind === 'AEXPR_OP_ANY' ? 'any' : 'all';
  const array = placeOf(reading, sources, rexpr);
  if (array && symbol === '=' && quantifier === 'any') {
    const value = constantOf(lexpr);
    if (value && value.kind !== 'null') {
      return located(
        array,
        'cs',
        textOperand(
          `{${elementText({ ...value, kind: value.kind === 'array' ? 'text' : value.kind })}}`,
        ),
      );
    }
  }
  const place = columnIn(reading, sources, lexpr, location);
  const value = constantOf(rexpr);
  const known = comparison(symbol);
  if (value?.kind !== 'array' && value?.kind !== 'text') {
    return refuse(reading, location, 'PostgREST compares with arrays of values alone.');
  }
  const { text } = value;
  if (
    value.kind === 'array' &&
    quantifier === (symbol === '=' ? 'any' : 'all') &&
    /^(?:=|<>)$/.test(symbol)
  ) {
    const texts = value.elements.map((one) => (one.kind === 'null' ? undefined : one.text));
    const test = oneOf(
      place,
      texts.filter((one) => one !== undefined),
    );
    if (texts.every((one) => one !== undefined)) return symbol === '=' ? test : negated(test);
  }
  if (!known || known.negated || !operatorNamed.get(known.operator)?.quantifiable) {
    return refuse(reading, location, 'PostgREST knows no {0} with ANY or ALL.', symbol);
  }
  const operand = textOperand(patternText(reading, known.operator, text, location));
  return {
    source: place.source,
    node: filterFor(place.field, known.operator, operand, { quantifier }),
  };
}
