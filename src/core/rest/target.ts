import type { Parameter, Path, Target } from './ast';
import { type Decoded, decode, type Source, spanInSource } from './decode';
import type { Issue } from './issue';
import { type Mode, readParameter } from './parameter';
import type { Span } from './span';

/** Reads the path and the query of a request; `source` holds nothing else. */
export function readTarget(
  source: Source,
  mode: Omit<Mode, 'calls'> & { readonly reads: boolean },
): { readonly target: Target; readonly issues: readonly Issue[] } {
  const { text } = source;
  const mark = text.indexOf('?');
  const pathEnd = mark < 0 ? text.length : mark;
  const path = readPath(source, pathEnd);
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const parts = mark < 0 ? [] : split(source, mark + 1);
  const own = { isNotNull: mode.isNotNull, calls: path.kind === 'function' && mode.reads };
  const behind = (index: number) => parts[index]?.end ?? pathEnd;
  const parameters =
    mark < 0
      ? []
      : parts.map(({ start, end }, index) => {
          const key = keyEnd(text, start, end);
          return readParameter(
            {
              span: spanInSource(source, start, end),
              written: text.slice(start, end),
              separator: unusual(text.slice(behind(index - 1), start), index),
              key: decode(source, start, key),
              value: key < end ? decode(source, key + 1, end) : undefined,
            },
            own,
            seen,
            issues,
          );
        });
  const target = {
    ...spanInSource(source, 0, text.length),
    path,
    writtenPath: text.slice(0, pathEnd),
    parameters,
    tail: text.slice(behind(parts.length - 1)) || undefined,
  };
  return { target, issues };
}

function unusual(separator: string, index: number): string | undefined {
  return separator === (index === 0 ? '?' : '&') ? undefined : separator;
}

function keyEnd(text: string, start: number, end: number): number {
  const sign = text.indexOf('=', start);
  return sign < 0 || sign > end ? end : sign;
}

/** The parts between `&`, or `;` which the server takes for one. */
function split({ text }: Source, start: number): readonly Span[] {
  const parts: Span[] = [];
  let from = start;
  for (let at = start; at <= text.length; at++) {
    if (at < text.length && text[at] !== '&' && text[at] !== ';') continue;
    if (at > from) parts.push({ start: from, end: at });
    from = at + 1;
  }
  return parts;
}

/** The origin and the gateway's prefix are passed over: what counts is the path under PostgREST's root. */
function readPath(source: Source, end: number): Path {
  const written = source.text.slice(0, end);
  const [prefix = ''] = /^(?:https?:\/\/[^/]*)?(?:\/rest\/v1(?=\/|$))?/i.exec(written) ?? [];
  const rest = decode(source, prefix.length, end);
  const span = rest.span(0, rest.text.length);
  if (rest.text === '' || rest.text === '/') return { kind: 'root', ...span };
  const named = (kind: 'table' | 'function', skipped: number) => nameOf(rest, kind, skipped);
  if (/^\/rpc\/[^/]*$/.test(rest.text)) return named('function', 5);
  if (/^\/[^/]+$/.test(rest.text)) return named('table', 1);
  return { kind: 'unknown', ...span };
}

function nameOf(path: Decoded, kind: 'table' | 'function', skipped: number): Path {
  return { kind, name: path.text.slice(skipped), ...path.span(skipped, path.text.length) };
}

/** The parameters of one kind. */
export function parametersOf<Kind extends Parameter['kind']>(target: Target, kind: Kind) {
  return target.parameters.filter(
    (parameter): parameter is Parameter & { readonly kind: Kind } => parameter.kind === kind,
  );
}
