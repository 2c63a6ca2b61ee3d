import { parseRequest } from '../parse';
import { methods } from '../request';
import type { RestCatalog } from '../restCatalog';
import { scopeOf } from '../scope';
import type { Span } from '../span';
import type { Version } from '../version';
import { featuresOf } from '../versions';
import type { Completion, Place } from './completion';
import { headerCompletions } from './headers';
import { keyCompletions, valueCompletions } from './query';

export type { Completion, CompletionKind } from './completion';

/**
 * What may stand at an offset of a request. Nothing is left out by what is typed already: the editor does that.
 * `block` is the part of the text that holds the request. The version is the catalog's where it is left out; where
 * none is known everything is offered.
 */
export function completionsAt(
  text: string,
  offset: number,
  catalog?: RestCatalog,
  version: Version | undefined = catalog?.version,
  block: Span = { start: 0, end: text.length },
): readonly Completion[] {
  return offeredAt(text, offset, catalog, version, block).map((one) => overJoint(text, one));
}

/** What joins a word to the next one, such as the dot of `eq.`, takes the place of what stands there already. */
function overJoint(text: string, completion: Completion): Completion {
  const { insert, span } = completion;
  const [joint = ''] = /[^\p{L}\d_]*$/u.exec(insert) ?? [];
  const other = [...joint].findIndex((sign, index) => text[span.end + index] !== sign);
  const end = span.end + (other < 0 ? joint.length : other);
  return { ...completion, span: { ...span, end } };
}

function offeredAt(
  text: string,
  offset: number,
  catalog: RestCatalog | undefined,
  version: Version | undefined,
  block: Span,
): readonly Completion[] {
  const request = parseRequest(text, block);
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  if (/^\s*(?:#|\/\/)/.test(line)) return [];
  if (!request) return line.trim() === '' ? methodsAt({ start: offset, end: offset }) : [];
  const known = version && featuresOf(version);
  const place: Place = {
    text,
    offset,
    request,
    scope: scopeOf(request, catalog),
    catalog,
    lacks: (feature) => known !== undefined && !known.has(feature),
  };
  const { target, method, body } = request;
  if (offset <= target.end) return inRequestLine(place, method);
  if (!text.slice(target.end, offset).includes('\n')) {
    return target.start === target.end ? pathCompletions(place) : [];
  }
  const inBody = body
    ? offset >= body.start
    : /\n[ \t]*\r?\n/.test(text.slice(target.end, lineStart));
  if (inBody) return [];
  return /^\s*[?&]/.test(line) ? [] : headerCompletions(place, lineStart);
}

function inRequestLine(place: Place, method: Span | undefined): readonly Completion[] {
  const { text, offset, request } = place;
  const { path, parameters } = request.target;
  if (method && offset <= method.end) {
    return methodsAt(method);
  }
  const parameter = parameters.find(({ start, end }) => start <= offset && offset <= end);
  if (!parameter) {
    const before = text[offset - 1];
    if (offset > path.end && (before === '?' || before === '&'))
      return keyCompletions(place, offset);
    return offset <= path.end ? pathCompletions(place) : [];
  }
  const hasValue = text[parameter.key.end] === '=';
  if (offset <= parameter.key.end || !hasValue) return keyCompletions(place, parameter.start);
  return valueCompletions(place, parameter);
}

function methodsAt(span: Span): readonly Completion[] {
  return methods.map((name) => ({
    label: name,
    kind: 'method',
    insert: `${name} `,
    span,
    goesOn: true,
  }));
}

/** Tables and functions, with the slash before them where there is none yet. */
function pathCompletions({ text, offset, request, catalog }: Place): readonly Completion[] {
  const { path, start, end } = request.target;
  const written = text.slice(start, path.end);
  const rpc = path.kind === 'function' ? written.lastIndexOf('/rpc/') : -1;
  const slash = rpc >= 0 ? rpc : written.lastIndexOf('/');
  const begin = slash >= 0 ? '' : '/';
  const span =
    start === end ? { start: offset, end: offset } : { start: start + slash + 1, end: path.end };
  if (offset < span.start || span.end < offset) return [];
  const tables = [...(catalog?.tables.values() ?? [])].map(
    ({ name, comment }): Completion => ({
      label: name,
      kind: 'table',
      insert: begin + encodeURIComponent(name),
      span,
      ...(comment ? { comment } : {}),
    }),
  );
  const functions = [...(catalog?.functions.values() ?? [])].map(
    ({ name, arguments: given, comment }): Completion => ({
      label: `rpc/${name}`,
      kind: 'function',
      insert: `${begin}rpc/${encodeURIComponent(name)}`,
      span,
      detail: `(${given.map((one) => `${one.name} ${one.type}`).join(', ')})`,
      ...(comment ? { comment } : {}),
    }),
  );
  return [...tables, ...functions];
}
