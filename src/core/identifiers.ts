/** A name as SQL reads it back, whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Quoted only where it must be: lower-case words that are no keyword of Postgres' stay as people write them. */
export function identifier(name: string): string {
  return /^[a-z_][a-z\d_]*$/.test(name) && !reserved.has(name) ? name : quoted(name);
}

/** A text as SQL reads it back, with `standard_conforming_strings` on, as it is everywhere since 9.1. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** https://www.postgresql.org/docs/current/sql-keywords-appendix.html: reserved, or so as the name of a function or type. */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary bigint bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading
  least left like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric
  offset on only or order out outer overlaps overlay placing position precision primary real references returning
  right row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window
  with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
  xmltable`.split(/\s+/),
);
