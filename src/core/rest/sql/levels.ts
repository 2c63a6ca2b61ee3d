import type { Condition, Field, Name } from '../ast';
import { headerNamed, readRange } from '../headers';
import type { ParsedRequest } from '../parse';
import { type Scope, scopeAt } from '../scope';
import { parametersOf } from '../target';
import { conditionSql, fieldSql, logicSql, type Subject } from './condition';
import { existsSql, joinSql } from './embed';
import type { EmbedLevel, Level } from './level';
import { source } from './source';

/** The levels of a request; each table gets a name of its own. */
export function levelsOf(request: ParsedRequest, root: Scope, name: string, schema: string): Level {
  const taken = new Set<string>();
  return levelOf(request, root, root, name, taken, schema);
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}_${count}`;
  taken.add(free);
  return free;
}

function levelOf<Here extends Scope>(
  request: ParsedRequest,
  root: Scope,
  scope: Here,
  name: string,
  taken: Set<string>,
  schema: string,
): Level & { readonly scope: Here } {
  const alias = freeName(name, taken);
  const subject = { alias, table: scope.table };
  const embeds = scope.embeds.map((embed) =>
    levelOf(request, root, embed, embed.table?.name ?? embed.item.relation.name, taken, schema),
  );
  const isHere = ({ embed }: { readonly embed: readonly Name[] }) => scopeAt(root, embed) === scope;
  const rowsOf = (field: Field, condition: Condition) =>
    emptiness(field, condition, subject, embeds, schema);
  const filters = parametersOf(request.target, 'filter').filter(isHere);
  const groups = parametersOf(request.target, 'logic').filter(isHere);
  const orders = parametersOf(request.target, 'order').filter(isHere).slice(0, 1);
  return {
    ...subject,
    scope,
    embeds,
    where: [
      ...filters.flatMap(({ field, condition }) => {
        if (field.kind === 'broken' || condition.kind === 'broken') return [];
        return [rowsOf(field, condition) ?? conditionSql(field, condition, subject)];
      }),
      ...groups.map(({ group }) => logicSql(group, subject, rowsOf)),
      ...embeds.flatMap((one) =>
        one.scope.item.join === 'inner' ? [existsSql(one, subject, schema)] : [],
      ),
    ],
    orderBy: orders.flatMap(({ terms }) =>
      terms.flatMap((term) =>
        term.kind === 'term' ? [orderSql(term, subject, embeds, schema)] : [],
      ),
    ),
    ...rangeOf(request, root, scope),
  };
}

/** `reviews=is.null`: whether anything is embedded. */
function emptiness(
  { name, path }: Field,
  { negated, operand }: Condition,
  subject: Subject,
  embeds: readonly EmbedLevel[],
  schema: string,
): string | undefined {
  const embed = path.length === 0 && embeds.find(({ scope }) => scope.name === name.name);
  if (!embed || operand.kind !== 'is') return undefined;
  const wanted = (operand.value === 'not_null') !== negated;
  const some = existsSql(embed, subject, schema);
  return wanted ? some : `not ${some}`;
}

type Term = Extract<
  Extract<ParsedRequest['target']['parameters'][number], { kind: 'order' }>['terms'][number],
  { kind: 'term' }
>;

function orderSql(
  { relation, field, direction, nulls }: Term,
  subject: Subject,
  embeds: readonly EmbedLevel[],
  schema: string,
): string {
  const related = relation && embeds.find(({ scope }) => scope.name === relation.name);
  const by = related
    ? `(select ${fieldSql(field, related)} from ${source(related, schema)} where ${joinSql(related, subject, schema)})`
    : fieldSql(field, subject);
  const last = nulls === 'nullsfirst' ? ' nulls first' : nulls === 'nullslast' ? ' nulls last' : '';
  return by + (direction === 'desc' ? ' desc' : '') + last;
}

/** The parameters of this level; at the top the Range header where they are missing. The last of several counts. */
function rangeOf(
  request: ParsedRequest,
  root: Scope,
  scope: Scope,
): Pick<Level, 'limit' | 'offset'> {
  const last = (kind: 'limit' | 'offset') =>
    parametersOf(request.target, kind)
      .filter(({ embed, count }) => count !== undefined && scopeAt(root, embed) === scope)
      .at(-1)?.count;
  const limit = last('limit');
  const offset = last('offset');
  const header = scope === root ? headerNamed(request.headers, 'range') : undefined;
  const range =
    header && limit === undefined && offset === undefined ? readRange(header.value) : undefined;
  if (!range) return { limit, offset };
  return {
    limit: range.last === undefined ? undefined : range.last - range.first + 1,
    offset: range.first,
  };
}
