import { type Code, code, lines } from './code';
import { reading, type Sending, withProfile } from './sending';
import type { SnippetContext } from './snippet';
import { insideSingle } from './table';
import {
  isPublic,
  nameOf,
  requestSlots,
  type Slot,
  variableOf,
  whatToSet,
  writtenValue,
} from './values';

/** The columns that most formatters give a line. */
const widest = 80;

/** A literal of JavaScript. */
export function quoted(text: string): string {
  return `'${insideSingle(text)}'`;
}

/** A type, where the document has types. */
export function typed({ typed }: SnippetContext, annotation: string): string {
  return typed ? annotation : '';
}

/** Constants for these values, each under its name; what the environment lacks is said before anything else happens. */
export function constants(context: SnippetContext, slots: readonly Slot[]): Code {
  const written = slots.map((slot) => {
    const value = writtenValue(context, slot);
    return `const ${nameOf(slot)} = ${value === undefined ? read(context, slot) : quoted(value)};`;
  });
  const missing = slots.filter((slot) => writtenValue(context, slot) === undefined);
  return lines(...written, missing.length === 0 ? undefined : complaint(context, missing));
}

/** The imports that the constants need. */
export function importsOf(context: SnippetContext, slots: readonly Slot[]): readonly string[] {
  const { client, framework } = context;
  const importOf = client ? framework.importOf : framework.onServer?.importOf;
  const read = slots
    .filter((slot) => writtenValue(context, slot) === undefined && (!client || isPublic(slot)))
    .map((slot) => variableOf(context, slot));
  return importOf && read.length > 0 ? [importOf(read)] : [];
}

function read(context: SnippetContext, slot: Slot): string {
  const { client, framework } = context;
  const variable = variableOf(context, slot);
  const ofServer = client ? undefined : framework.onServer;
  const reads = client && isPublic(slot) ? framework : ofServer;
  return reads?.read(variable) ?? `process.env.${variable}`;
}

function complaint(context: SnippetContext, slots: readonly Slot[]): Code {
  const absent = `if (${slots.map((slot) => `!${nameOf(slot)}`).join(' || ')})`;
  const error = `throw new Error('${whatToSet(context, slots)}');`;
  return absent.length + error.length < widest
    ? [`${absent} ${error}`]
    : lines(`${absent} {`, `  ${error}`, '}');
}

/** The `headers` member of a request; undefined where it has none. */
function headersMember(context: SnippetContext, sending: Sending): Code | undefined {
  const own = context.headers.map(
    ({ name, before, credential }) =>
      `    ${memberName(name)}: ${before === '' ? nameOf(credential) : `\`${before}\${${nameOf(credential)}}\``},`,
  );
  const more = withProfile(sending, context.profile).map(
    ([name, value]) => `    ${memberName(name)}: ${quoted(value)},`,
  );
  const members = [...own, ...more];
  return members.length === 0 ? undefined : lines('  headers: {', ...members, '  },');
}

function memberName(header: string): string {
  return /^[A-Za-z]+$/.test(header) ? header : quoted(header);
}

/** A request with `fetch` of what `path` says, as a `response` that is a success; `options` are more members of the request. */
export function fetchResponse(
  context: SnippetContext,
  path: Code,
  options: readonly string[] = [],
  sending: Sending = reading,
): Code {
  const { method, body } = sending;
  const headers = headersMember(context, sending);
  const members = [
    ...(method === 'GET' ? [] : [`  method: ${quoted(method)},`]),
    ...(headers === undefined ? [] : [headers]),
    ...(body === undefined ? [] : [`  body: ${quoted(body)},`]),
    ...options,
  ];
  const address = code`\`\${baseUrl}${path}\``;
  return lines(
    members.length === 0
      ? code`const response = await fetch(${address});`
      : lines(code`const response = await fetch(${address}, {`, ...members, '});'),
    `if (!response.ok) throw new Error(\`\${response.status}: \${await response.text()}\`);`,
  );
}

/** Constants of a request and its slots, for code that calls the system's HTTP side. */
export function requestConstants(context: SnippetContext): Code {
  return constants(context, requestSlots(context));
}
