import type { Classification } from '../sql/classify';
import type { ParsedRequest } from './parse';
import { schemaOf } from './scope';

/**
 * What a request does to the database, as of a statement. PostgREST answers GET and HEAD in a read-only transaction
 * (https://docs.postgrest.org/en/stable/references/transactions.html), so that functions may be called by them.
 */
export function effectsOf(request: ParsedRequest, homeSchema: string): Classification {
  const method = request.method?.name ?? 'GET';
  const { path } = request.target;
  if (path.kind !== 'table') {
    // A function, or a service beside PostgREST: what it does is its own affair.
    return /^(?:GET|HEAD|OPTIONS)$/.test(method) ? nothing : one({ kind: 'runsCode' });
  }
  const relation = { schema: schemaOf(request)?.name ?? homeSchema, name: path.name };
  switch (method) {
    case 'POST':
      return one({ kind: 'writes', verb: 'insert', relation, filtered: true });
    case 'PUT':
      return one({ kind: 'writes', verb: 'merge', relation, filtered: true });
    case 'PATCH':
      return one({ kind: 'writes', verb: 'update', relation, filtered: isFiltered(request) });
    case 'DELETE':
      return one({ kind: 'writes', verb: 'delete', relation, filtered: isFiltered(request) });
    default:
      return one({ kind: 'reads', relation });
  }
}

const nothing: Classification = { effects: [], bareOnly: false };

function one(effect: Classification['effects'][number]): Classification {
  return { effects: [effect], bareOnly: false };
}

/** Conditions on what is embedded choose no rows of the table itself. */
function isFiltered({ target }: ParsedRequest): boolean {
  return target.parameters.some(
    (parameter) =>
      (parameter.kind === 'filter' || parameter.kind === 'logic') && parameter.embed.length === 0,
  );
}
