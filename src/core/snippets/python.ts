import { literal } from '../connectionStrings/quoting';
import { type Code, code, lines } from './code';
import { reading, type Sending, withProfile } from './sending';
import type { SnippetContext } from './snippet';
import { requestSlots, type Slot, variableOf, writtenValue } from './values';

/** Constants for these values under the names of their variables. A missing variable is an error of its own in Python. */
export function constants(context: SnippetContext, slots: readonly Slot[]): Code {
  return lines(
    ...slots.map((slot) => {
      const name = variableOf(context, slot);
      const value = writtenValue(context, slot);
      return `${name} = ${value === undefined ? `os.environ[${literal(name)}]` : literal(value)}`;
    }),
  );
}

/** The imports that the constants need. */
export function importsOf({ source }: SnippetContext): readonly string[] {
  return source === 'environment' ? ['import os'] : [];
}

/** A request with requests of what `path` says, as a `response` that is a success. */
export function requestResponse(
  context: SnippetContext,
  path: Code,
  sending: Sending = reading,
): Code {
  const headers = [
    ...context.headers.map(({ name, before, credential }) => {
      const key = variableOf(context, credential);
      return `${literal(name)}: ${before === '' ? key : `f"${before}{${key}}"`},`;
    }),
    ...withProfile(sending, context.profile).map(
      ([name, value]) => `${literal(name)}: ${literal(value)},`,
    ),
  ];
  return lines(
    constants(context, requestSlots(context)),
    '',
    `response = requests.${sending.method.toLowerCase()}(`,
    code`    f"{${variableOf(context, 'url')}}${path}",`,
    ...(headers.length === 0
      ? []
      : ['    headers={', ...headers.map((header) => `        ${header}`), '    },']),
    sending.body === undefined ? undefined : `    data=${literal(sending.body)}.encode(),`,
    '    timeout=30,',
    ')',
    'response.raise_for_status()',
  );
}
