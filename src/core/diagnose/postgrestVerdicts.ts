import type { VerdictText } from './answer';

/** https://docs.postgrest.org/en/v16/references/errors.html */
export const postgrestVerdicts: ReadonlyMap<string, VerdictText> = new Map([
  [
    'PGRST000',
    [
      'PostgREST cannot reach its database.',
      'Wait a moment and send it again. If it stays, see whether the project is paused.',
      'status',
    ],
  ],
  [
    'PGRST001',
    [
      'PostgREST cannot reach its database.',
      'Wait a moment and send it again. If it stays, see whether the project is paused.',
      'status',
    ],
  ],
  [
    'PGRST002',
    [
      'PostgREST could not read the schema of its database yet.',
      'Wait a moment and send it again. If it stays, see whether the project is paused.',
      'status',
    ],
  ],
  [
    'PGRST003',
    [
      'No database connection became free in time.',
      'Send it again. If it happens often, too many requests run at once or some run too long.',
      'status',
    ],
  ],
  [
    'PGRST101',
    ['A function is called with GET, HEAD or POST.', 'Change the method of the request.'],
  ],
  [
    'PGRST102',
    [
      'The body of the request cannot be read: {0}',
      'Send JSON: one object, or an array of objects with the same keys.',
    ],
  ],
  [
    'PGRST103',
    ['The range begins after the last row.', 'Lower offset, or the start of the Range header.'],
  ],
  [
    'PGRST105',
    [
      'A PUT names one row by its whole primary key.',
      'Filter every column of the key with eq. and nothing else.',
    ],
  ],
  ['PGRST114', ['A PUT takes no limit and no offset.', 'Remove them.']],
  [
    'PGRST115',
    ['The key in the body is not the key in the filters.', 'Give both the same primary key.'],
  ],
  [
    'PGRST106',
    [
      'This schema is not exposed over the API.',
      'Ask for one that the server lists below, or expose it in the settings of the project.',
    ],
  ],
  [
    'PGRST107',
    [
      'The server cannot answer in the media type that Accept asks for.',
      'Use Accept: application/json or text/csv.',
      'requests',
      'sendForJson',
    ],
  ],
  [
    'PGRST108',
    [
      'A filter or an order names a resource that select does not embed.',
      'Embed it, for example select=*,orders(*).',
    ],
  ],
  [
    'PGRST109',
    ['A limit on what changes needs an order.', 'Order by a unique column, such as order=id.'],
  ],
  [
    'PGRST110',
    [
      'More rows would change than limit allows; nothing was changed.',
      'Narrow the filter, or raise limit.',
    ],
  ],
  [
    'PGRST111',
    [
      'A function of the database set response headers that cannot be read.',
      'Let it set response.headers to a JSON array of one-key objects.',
    ],
  ],
  [
    'PGRST112',
    [
      'A function of the database set a response status that cannot be read.',
      'Let it set response.status to a number.',
    ],
  ],
  [
    'PGRST116',
    [
      'A single row was asked for, but the answer has none or many.',
      'Filter by a unique column, or leave vnd.pgrst.object out of Accept.',
      'requests',
      'sendForJson',
    ],
  ],
  [
    'PGRST117',
    ['PostgREST does not know this method.', 'Use GET, HEAD, POST, PATCH, PUT or DELETE.'],
  ],
  [
    'PGRST118',
    [
      'Rows cannot be ordered by a resource that has many of them.',
      'Order by a resource of which each row has one.',
    ],
  ],
  [
    'PGRST119',
    [
      'Only a resource of which each row has one can be spread.',
      'Embed it without the three dots, or ask a newer PostgREST.',
    ],
  ],
  [
    'PGRST120',
    [
      'An embedded resource can only be compared with null.',
      'Use is.null or not.is.null, or filter one of its columns.',
    ],
  ],
  [
    'PGRST121',
    [
      'A function of the database raised an error that PostgREST cannot read.',
      'Let it raise PGRST with MESSAGE and DETAIL in JSON.',
    ],
  ],
  [
    'PGRST122',
    [
      'The server does not know a preference in Prefer: {1}',
      'Remove it, or remove handling=strict.',
    ],
  ],
  [
    'PGRST123',
    [
      'The server does not allow aggregate functions over the API.',
      'Remove them from select, or run the query as SQL.',
    ],
  ],
  [
    'PGRST124',
    [
      'More rows would change than max-affected allows; nothing was changed.',
      'Narrow the filter, or raise max-affected.',
    ],
  ],
  [
    'PGRST125',
    ['The path of the request cannot be read.', 'Write /table or /rpc/function, in one piece.'],
  ],
  ['PGRST126', ['The server does not describe itself here.', 'Name a table: /table?select=*.']],
  [
    'PGRST127',
    [
      'The server does not support this yet: {1}',
      'Write the request in another way, or run it as SQL.',
    ],
  ],
  [
    'PGRST128',
    ['max-affected works only for functions that return a set.', 'Remove it from Prefer.'],
  ],
  [
    'PGRST200',
    [
      'No foreign key joins these two.',
      "Check the names. After a new foreign key, reload with NOTIFY pgrst, 'reload schema'.",
      'requests',
      'reloadSchema',
    ],
  ],
  [
    'PGRST201',
    [
      'More than one foreign key joins these two.',
      'Choose one that the hint lists, table!foreign_key(*).',
    ],
  ],
  [
    'PGRST202',
    [
      'There is no such function with these arguments.',
      "Check its schema, its name and the names of the arguments. After a change, NOTIFY pgrst, 'reload schema'.",
      'requests',
      'reloadSchema',
    ],
  ],
  [
    'PGRST203',
    [
      'More than one function takes these arguments.',
      'Give the functions different names, or the arguments different ones.',
    ],
  ],
  [
    'PGRST204',
    [
      'There is no such column: {0}',
      "Check its name. After a change of the table, NOTIFY pgrst, 'reload schema'.",
      'requests',
      'reloadSchema',
    ],
  ],
  [
    'PGRST205',
    [
      'There is no such table here: {0}',
      "Check its name and its schema. After creating it, NOTIFY pgrst, 'reload schema'.",
      'requests',
      'reloadSchema',
    ],
  ],
  [
    'PGRST300',
    [
      'The server has no JWT secret, so it can check no key.',
      'Set the JWT secret of the server.',
      'keys',
    ],
  ],
  [
    'PGRST301',
    [
      'PostgREST does not accept the {2}: {0}',
      'Copy it again, whole, and from this project: it must be signed with this project’s JWT secret.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    'PGRST302',
    [
      'The server lets nobody in without a key.',
      'Send the request with the {2}.',
      'keys',
      'setKey',
    ],
  ],
  [
    'PGRST303',
    [
      'PostgREST does not accept what the {2} claims: {0}',
      'Get a new one for this project, and check the clock of the machine that signs it.',
      'unauthorized',
      'setKey',
    ],
  ],
  [
    'PGRSTX00',
    [
      'PostgREST failed within itself: {0}',
      'Send it again. If it stays, it is a bug of PostgREST.',
    ],
  ],
]);
