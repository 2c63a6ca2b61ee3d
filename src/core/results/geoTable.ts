import type { Cell } from '../ports';
import { type JsonTable, jsonTable } from './jsonTable';

/**
 * The features of a GeoJSON answer as rows: their properties, then the geometry as it was written (RFC 7946, 3.3).
 * Undefined where the text is no FeatureCollection.
 */
export function geoTable(text: string): JsonTable | undefined {
  const [features] = cellsOf(jsonTable(text), 'features');
  const table = typeof features === 'string' ? jsonTable(features) : undefined;
  if (!table) return undefined;
  const geometries = cellsOf(table, 'geometry');
  const properties = cellsOf(table, 'properties').map((own) => jsonTable(own ?? '{}'));
  const names = new Set(properties.flatMap((own) => own?.columns.map(({ name }) => name) ?? []));
  return {
    columns: [...names, 'geometry'].map((name) => ({ name, type: '' })),
    rows: table.rows.map((_, at) => [
      ...[...names].map((name) => cellsOf(properties[at], name)[0] ?? null),
      geometries[at] ?? null,
    ]),
  };
}

function cellsOf(table: JsonTable | undefined, column: string): readonly Cell[] {
  const at = table?.columns.findIndex(({ name }) => name === column) ?? -1;
  return at < 0 ? [] : (table?.rows.map((row) => row[at] ?? null) ?? []);
}
