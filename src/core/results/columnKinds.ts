const numeric =
  /^(smallint|integer|bigint|int[248]?|smallserial|serial|bigserial|oid|real|double precision|float[48]?|numeric|decimal|money|number)\b/;

/** Whether a column of this Postgres (or JSON) type holds numbers. */
export function isNumeric(type: string): boolean {
  return numeric.test(type) && !type.endsWith('[]');
}

export function isBoolean(type: string): boolean {
  return /^bool(ean)?$/.test(type);
}

export function isJson(type: string): boolean {
  return /^jsonb?$/.test(type);
}

/** A number as JSON writes it (RFC 8259, 6), of any length; Postgres writes NaN, Infinity and money in other ways. */
export function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}

/** Whether a cell looks like a JSON object or list: in a JSON column, and in what PostgREST writes as JSON. */
export function isNested(cell: string, type: string): boolean {
  if (/^(text|varchar|bpchar|char|name|xml|bytea|.*range)$/.test(type)) return false;
  return type.endsWith('[]') ? cell.startsWith('[') : /^[[{]/.test(cell);
}
