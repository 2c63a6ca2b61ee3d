import { Failure, message } from '../../errors';
import { quoteName } from '../../sql/quote';
import type { Equal } from '../relationships';
import type { Subject } from './condition';
import type { EmbedLevel } from './level';
import { source } from './source';

/**
 * The condition under which an embedded row belongs to the row around it. Throws `badInput` where the catalog does
 * not tell the one way between the tables.
 */
export function joinSql({ alias, scope }: EmbedLevel, around: Subject, schema: string): string {
  const [way, ...others] = scope.ways;
  if (!way || others.length > 0) {
    throw new Failure(
      'badInput',
      message(
        'How {0} is joined is not known: its foreign keys are needed.',
        scope.item.relation.name,
      ),
    );
  }
  const column = (table: string) => (name: string) => `${quoteName(table)}.${quoteName(name)}`;
  const [inner, outer] = [column(alias), column(around.alias)];
  const equal = (
    pairs: readonly Equal[],
    here: (name: string) => string,
    there: (name: string) => string,
  ) => pairs.map((pair) => `${there(pair.there)} = ${here(pair.here)}`);
  if (!way.through) return equal(way.on, outer, inner).join(' and ');
  const { table, here, there } = way.through;
  const between = column(table);
  const both = [...equal(here, outer, between), ...equal(there, between, inner)].join(' and ');
  return `exists (select 1 from ${quoteName(schema)}.${quoteName(table)} where ${both})`;
}

/** Whether anything is embedded in a row. */
export function existsSql(level: EmbedLevel, around: Subject, schema: string): string {
  const where = [joinSql(level, around, schema), ...level.where].join(' and ');
  return `exists (select 1 from ${source(level, schema)} where ${where})`;
}
