import { message } from '../../errors';
import { classifyKey } from '../../keys';
import type { Span } from '../span';
import { type Checked, type Finding, finding, replace, withoutLine } from './finding';

/** Keys in places where they leak, or where they do not work. Nothing of a key is repeated. */
export function checkSecrets({ text, request }: Checked): readonly Finding[] {
  return [...inAddress(text, request.target), ...inHeaders(text, request)];
}

function inAddress(text: string, { start, end }: Span): readonly Finding[] {
  const address = text.slice(start, end);
  const words = [
    ...address.matchAll(
      /sb_[\w-]+|sbp_\w+|flx_\w+|eyJ[\w-]+\.[\w-]+\.[\w-]*|(?<=[?&]apikey=)[^&]+/gi,
    ),
  ];
  return words.map((word) => {
    const span = { start: start + word.index, end: start + word.index + word[0].length };
    return finding(
      'error',
      'secretInAddress',
      span,
      message(
        'A key in an address ends up in logs. Take it out: the key of the chosen role is sent as a header.',
      ),
      [replace(parameterAround(address, word.index, start), '', message('Remove it'))],
    );
  });
}

/** The whole `&key=value` around a place; the separator behind it where it is the first. */
function parameterAround(address: string, at: number, base: number): Span {
  const before = Math.max(address.lastIndexOf('&', at), address.lastIndexOf('?', at));
  const next = address.indexOf('&', at);
  const first = address[before] === '?';
  if (before < 0) return { start: base + at, end: base + (next < 0 ? address.length : next) };
  if (first)
    return {
      start: base + (next < 0 ? before : before + 1),
      end: base + (next < 0 ? address.length : next + 1),
    };
  return { start: base + before, end: base + (next < 0 ? address.length : next) };
}

function inHeaders(text: string, { headers }: Checked['request']): readonly Finding[] {
  return headers.flatMap((header) => {
    if (header.name !== 'authorization' && header.name !== 'apikey') return [];
    const [, scheme = '', key = ''] = /^(?:(bearer|basic)\s+)?(.*)$/i.exec(header.value) ?? [];
    const kind = classifyKey(key).kind;
    if (header.name === 'authorization' && /bearer/i.test(scheme) && /^sb_/.test(key)) {
      return [
        finding(
          'error',
          'bearerKey',
          header,
          message(
            'A key that begins with sb_ goes into apikey alone; Authorization is for the token of a user.',
          ),
          [withoutLine(text, header)],
        ),
      ];
    }
    if (kind === 'unknown') return [];
    return [
      finding(
        'warning',
        'keyInText',
        header,
        message(
          'This key is readable in the document. Leave the header out: the key of the chosen role is sent by itself.',
        ),
        [withoutLine(text, header)],
      ),
    ];
  });
}
