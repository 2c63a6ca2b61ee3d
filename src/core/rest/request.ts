import { Failure, message } from '../errors';
import type { RoleId } from '../model';
import { directivesIn } from './document';
import {
  continuations,
  continued,
  isBeside,
  isComment,
  type Line,
  lineNumberAt,
  linesOf,
} from './lines';
import type { Span } from './span';

/** One request as a person wrote it; nothing is resolved or sent yet. */
export interface RestRequest {
  readonly method: Method;
  /** `/customers?limit=10`, or an absolute URL of the project. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly directives: Directives;
  /** Offset of the request line, in UTF-16 units from the start of the text. */
  readonly start: number;
}

/** What `# @project`, `# @role` and `# @schema` say. */
export interface Directives {
  readonly project?: string;
  readonly role?: RoleId;
  /** The user to be, where the role is `user`: the `sub` claim of a token that is minted for it. */
  readonly subject?: string;
  readonly schema?: string;
}

export const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'] as const;
export type Method = (typeof methods)[number];

/** The `###` block around an offset; a separator belongs to the block below it. */
export function blockAt(text: string, offset: number): Span {
  let start = 0;
  for (const separator of text.matchAll(/^###.*$/gm)) {
    if (separator.index > offset) return { start, end: separator.index };
    start = separator.index + separator[0].length;
  }
  return { start, end: text.length };
}

/** The request with these headers in the place of its own, whatever their case; without those that are null. */
export function withHeaders(
  request: RestRequest,
  changes: Readonly<Record<string, string | null>>,
): RestRequest {
  const names = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const kept = Object.entries(request.headers).filter(([name]) => !names.has(name.toLowerCase()));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return { ...request, headers: Object.fromEntries([...kept, ...added]) };
}

/** Reads the request of one block. Throws `badInput` that says which line is wrong and how it should be. */
export function readRequest(text: string, span: Span): RestRequest {
  const lines = linesOf(text, span);
  const first = lines.findIndex(({ content }) => content !== '' && !isBeside(content));
  const line = lines[first];
  if (!line) {
    throw badInput('There is no request here: write a line such as GET /customers?limit=10.');
  }
  const { method, target } = readRequestLine(text, line, lines.slice(first + 1));
  const rest = lines.slice(first + 1 + continuations(lines.slice(first + 1)));
  const gap = rest.findIndex(({ content }) => content === '');
  const headers = readHeaders(text, gap < 0 ? rest : rest.slice(0, gap));
  const body = gap < 0 ? '' : bodyOf(rest.slice(gap));
  return {
    method,
    target,
    headers,
    ...(body === '' ? {} : { body }),
    directives: readDirectives(text, { start: span.start, end: line.start }),
    start: line.start,
  };
}

/** The lines of a block that hold the method and the address; undefined where there is no request. */
export function addressIn(text: string, span: Span): Span | undefined {
  const lines = linesOf(text, span);
  const first = lines.findIndex(({ content }) => content !== '' && !isBeside(content));
  const last = lines[first + continuations(lines.slice(first + 1))];
  const { start } = lines[first] ?? {};
  return start === undefined || !last ? undefined : { start, end: last.start + last.raw.length };
}

function readRequestLine(text: string, line: Line, following: readonly Line[]) {
  const written = line.content.replace(/\s+HTTP\/[\d.]+$/, '');
  const more = continued(written, following.slice(0, continuations(following))).map(
    ({ content }) => content,
  );
  const [, word = '', target = ''] = /^([A-Za-z]+)(?:\s+(.*))?$/.exec(written) ?? [];
  if (/^(\/|https?:)/i.test(written)) {
    return { method: 'GET' as const, target: [written, ...more].join('') };
  }
  const method = methods.find((known) => known === word.toUpperCase());
  if (!method) {
    throw badInput(
      'Line {0} is not a request: begin it with one of {1}, then a path such as /customers?limit=10.',
      lineNumberAt(text, line.start),
      methods.join(', '),
    );
  }
  if (!/^(\/|https?:)/i.test(target)) {
    throw badInput(
      target === ''
        ? 'Line {0} has no path: write {1} /customers, with the name of a table behind the slash.'
        : 'The path in line {0} must begin with a slash: write {1} /{2}.',
      lineNumberAt(text, line.start),
      method,
      target,
    );
  }
  return { method, target: [target, ...more].join('') };
}

function readHeaders(text: string, lines: readonly Line[]): Record<string, string> {
  const headers: Record<string, string> = {};
  const names = new Map<string, string>();
  for (const { start, content } of lines) {
    if (isComment(content)) continue;
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)\s*:\s*(.*)$/.exec(content) ?? [];
    if (name === undefined || value === undefined) {
      throw badInput(
        'Line {0} is not a header: write it as Name: value, or put an empty line before the body.',
        lineNumberAt(text, start),
      );
    }
    const same = names.get(name.toLowerCase());
    if (same !== undefined && isSingle(name)) {
      throw badInput(
        'Line {0} writes {1} a second time: keep one of the two.',
        lineNumberAt(text, start),
        name,
      );
    }
    names.set(name.toLowerCase(), same ?? name);
    headers[same ?? name] = same === undefined ? value : `${headers[same]}, ${value}`;
  }
  return headers;
}

/** A header that cannot be a list; the values of any other are joined (RFC 9110, 5.3). */
export function isSingle(name: string): boolean {
  return /^(?:apikey|authorization|content-type|accept-profile|content-profile|range)$/i.test(name);
}

function bodyOf(lines: readonly Line[]): string {
  return lines
    .map(({ raw }) => raw)
    .join('\n')
    .trim();
}

function readDirectives(text: string, head: Span): Directives {
  const directives: { project?: string; role?: RoleId; subject?: string; schema?: string } = {};
  for (const { name, value, start } of directivesIn(text, head)) {
    if (name === 'project') directives.project = value;
    else if (name === 'schema') directives.schema = value;
    else if (name === 'role') Object.assign(directives, readRole(value, lineNumberAt(text, start)));
  }
  return directives;
}

const roles: ReadonlyMap<string, RoleId> = new Map([
  ['anon', 'anon'],
  ['service', 'service_role'],
  ['service_role', 'service_role'],
  ['user', 'user'],
  ['authenticated', 'user'],
]);

/** The words that a `@role` line may begin with. */
export const roleWords: readonly string[] = [...roles.keys()];

/** `anon`, `service` or `user 7c9e6679-7425-40de-944b-e07fc1f90ae7`. */
function readRole(value: string, line: string): Pick<Directives, 'role' | 'subject'> {
  const [name = '', subject] = value.split(/\s+/);
  const role = roles.get(name);
  if (!role) {
    throw badInput(
      'Line {0} names an unknown role "{1}": write # @role anon, # @role service or # @role user.',
      line,
      name,
    );
  }
  return role === 'user' && subject !== undefined ? { role, subject } : { role };
}

function badInput(text: string, ...args: readonly string[]): Failure {
  return new Failure('badInput', message(text, ...args));
}
