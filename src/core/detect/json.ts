import { message } from '../errors';
import { fluxAddress } from './address';
import type { Entry } from './entry';

/** Enough for any configuration; more would be somebody's data. */
const most = 5000;

/**
 * Every text and number in JSON, by its path, and what `slug` and `hash` of a `flux.json` stand for together;
 * undefined when the text is no JSON.
 */
export function readJson(text: string, fluxDomain: string): readonly Entry[] | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    return flatten(JSON.parse(text), fluxDomain);
  } catch {
    return undefined;
  }
}

function flatten(root: unknown, fluxDomain: string): readonly Entry[] {
  const entries: Entry[] = [];
  const waiting: (readonly [path: string, value: unknown])[] = [['', root]];
  for (
    let next = waiting.pop();
    next !== undefined && entries.length < most;
    next = waiting.pop()
  ) {
    const [path, value] = next;
    if (typeof value === 'string' || typeof value === 'number') {
      entries.push({ name: path, value: String(value) });
    } else if (typeof value === 'object' && value !== null) {
      entries.push(...fluxProject(value, fluxDomain));
      const inside = Object.entries(value).map(
        ([key, member]) => [`${path.slice(-80)}.${key}`, member] as const,
      );
      waiting.push(...inside.reverse().slice(-most));
    }
  }
  return entries;
}

/** `flux.json` and the answers of Flux's API: a slug, a hash, perhaps the URL itself and the engine. */
function fluxProject(value: object, fluxDomain: string): readonly Entry[] {
  const text = (key: string) => {
    const member: unknown = Reflect.get(value, key);
    return typeof member === 'string' ? member.trim() : '';
  };
  const [slug, hash, mode] = [text('slug'), text('hash'), text('mode')];
  if (slug === '' || hash === '') return [];
  if (/^REPLACE_AFTER_FLUX_INIT$/i.test(hash)) return [unfinished];
  const address =
    text('apiUrl') === ''
      ? fluxAddress(slug.toLowerCase(), hash.toLowerCase(), fluxDomain)
      : undefined;
  const engine = mode === '' ? [] : [{ name: 'flux.mode', value: mode }];
  if (address === undefined) return engine;
  const { url, note } = address;
  return [{ name: 'flux.apiUrl', value: url, ...(note ? { note } : {}) }, ...engine];
}

const unfinished: Entry = {
  name: 'hash',
  value: '',
  note: message('This flux.json has no hash yet. Run `flux init`, then paste it again.'),
};
