import { spelled } from './complete/completion';
import type { Relationship } from './relationships';

/** What a request asks for, as it was picked from lists. */
export interface RequestDraft {
  readonly table: string;
  /** None for all of them. */
  readonly columns: readonly string[];
  readonly embeds: readonly Pick<Relationship, 'name' | 'hint' | 'ambiguous'>[];
  readonly filters: readonly DraftFilter[];
  readonly order: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit?: number;
}

export interface DraftFilter {
  readonly column: string;
  readonly operator: string;
  /** As a person writes it; several of `in` are divided by commas. */
  readonly value: string;
}

/** A longer query has a parameter a line. */
const lineWidth = 80;

/** The request line of a draft, which may go on over several lines. */
export function buildRequest({
  table,
  columns,
  embeds,
  filters,
  order,
  limit,
}: RequestDraft): string {
  const select = [
    ...(columns.length === 0 && embeds.length > 0 ? ['*'] : columns.map(spelled)),
    ...embeds.map(
      ({ name, hint, ambiguous }) => `${spelled(name)}${ambiguous ? `!${spelled(hint)}` : ''}(*)`,
    ),
  ];
  const terms = order.map(
    ({ column, descending }) => spelled(column) + (descending ? '.desc' : ''),
  );
  const parameters = [
    ...(select.length === 0 ? [] : [`select=${select.join(',')}`]),
    ...filters.map(({ column, operator, value }) => {
      const written = operator === 'in' ? `(${listOf(value)})` : value;
      return `${spelled(column)}=${operator}.${encoded(written)}`;
    }),
    ...(terms.length === 0 ? [] : [`order=${terms.join(',')}`]),
    ...(limit === undefined ? [] : [`limit=${limit}`]),
  ];
  const path = `GET /${encodeURIComponent(table)}`;
  if (parameters.length === 0) return path;
  const line = `${path}?${parameters.join('&')}`;
  return line.length <= lineWidth ? line : [path, `  ?${parameters.join('\n  &')}`].join('\n');
}

/** Quotes around what the list would take for its own marks. */
function listOf(value: string): string {
  return value
    .split(',')
    .map((item) => item.trim())
    .map((item) => (/[.:()"\\]/.test(item) ? `"${item.replace(/["\\]/g, '\\$&')}"` : item))
    .join(',');
}

function encoded(text: string): string {
  return text.replace(/[%&;+#\s]/g, encodeURIComponent);
}
