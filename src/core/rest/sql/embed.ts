import { Failure, message } from '../../errors';
import { quoteName } from '../../sql/quote';
import type { Pair } from '../restCatalog';
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
  const inner = (column: string) => `${quoteName(alias)}.${quoteName(column)}`;
  const outer = (column: string) => `${quoteName(around.alias)}.${quoteName(column)}`;
  if (way.on) return `${inner(way.on.there)} = ${outer(way.on.here)}`;
  const { table = '', here, there } = way.through ?? {};
  const between = (pair: Pair | undefined) =>
    `${quoteName(table)}.${quoteName(pair?.column ?? '')}`;
  return `exists (select 1 from ${quoteName(schema)}.${quoteName(table)} where ${between(here)} = ${outer(here?.target ?? '')} and ${between(there)} = ${inner(there?.target ?? '')})`;
}

/** Whether anything is embedded in a row. */
export function existsSql(level: EmbedLevel, around: Subject, schema: string): string {
  const where = [joinSql(level, around, schema), ...level.where].join(' and ');
  return `exists (select 1 from ${source(level, schema)} where ${where})`;
}
