import { type Fence, fencesOf } from '../fences';
import type { Span } from './span';

/** The fences of a Markdown text that hold requests: those of the languages `http` and `pgrst`. */
export function requestFences(markdown: string): readonly Fence[] {
  return fencesOf(markdown).filter(({ info }) => /^(?:http|pgrst)\b/i.test(info));
}

/** The text inside the Markdown fence around an offset, whatever its language, or undefined outside of one. */
export function fenceAt(markdown: string, offset: number): Span | undefined {
  const around = fencesOf(markdown).find(({ start, end }) => start <= offset && offset <= end);
  return around && { start: around.start, end: around.end };
}
