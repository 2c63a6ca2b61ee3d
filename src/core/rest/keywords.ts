import { type Message, message } from '../errors';

/** A parameter that is no filter. */
export interface Keyword {
  readonly name: string;
  readonly meaning: Message;
  /** May stand behind the name of an embedded table, `orders.limit`. */
  readonly embeddable: boolean;
  readonly on: 'reads' | 'writes' | 'all';
}

export const keywords: readonly Keyword[] = [
  {
    name: 'select',
    on: 'all',
    embeddable: false,
    meaning: message('The columns of the answer, and the tables embedded in it.'),
  },
  {
    name: 'order',
    on: 'all',
    embeddable: true,
    meaning: message('The order of the rows, as in order=name.desc,id.'),
  },
  {
    name: 'limit',
    on: 'all',
    embeddable: true,
    meaning: message('How many rows there are at most.'),
  },
  {
    name: 'offset',
    on: 'all',
    embeddable: true,
    meaning: message('How many rows are left out before the first.'),
  },
  {
    name: 'or',
    on: 'all',
    embeddable: true,
    meaning: message('Rows for which any of the filters holds, as in or=(id.eq.1,id.eq.2).'),
  },
  {
    name: 'and',
    on: 'all',
    embeddable: true,
    meaning: message('Rows for which all of the filters hold.'),
  },
  {
    name: 'not.or',
    on: 'all',
    embeddable: true,
    meaning: message('Rows for which none of the filters holds.'),
  },
  {
    name: 'not.and',
    on: 'all',
    embeddable: true,
    meaning: message('Rows for which not all of the filters hold.'),
  },
  {
    name: 'columns',
    on: 'writes',
    embeddable: false,
    meaning: message('Which keys of the body are written; others are passed over.'),
  },
  {
    name: 'on_conflict',
    on: 'writes',
    embeddable: false,
    meaning: message('The unique columns that tell whether a row is there already.'),
  },
];

export const mediaTypes: readonly { readonly value: string; readonly meaning: Message }[] = [
  { value: 'application/json', meaning: message('An array of objects.') },
  { value: 'text/csv', meaning: message('Comma-separated values with a header.') },
  {
    value: 'application/vnd.pgrst.object+json',
    meaning: message('One object; an error unless there is exactly one row.'),
  },
  {
    value: 'application/vnd.pgrst.array+json;nulls=stripped',
    meaning: message('Objects without their nulls.'),
  },
  { value: 'application/geo+json', meaning: message('GeoJSON, with PostGIS.') },
  {
    value: 'application/vnd.pgrst.plan+text',
    meaning: message('The plan of the query, where the server allows it.'),
  },
  {
    value: 'application/openapi+json',
    meaning: message('What the server serves; of the path / alone.'),
  },
];
