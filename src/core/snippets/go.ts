import { literal } from '../connectionStrings/quoting';
import { type Code, code, indented, lines } from './code';
import { reading, type Sending, withProfile } from './sending';
import type { SnippetContext } from './snippet';
import { nameOf, requestSlots, type Slot, variableOf, whatToSet, writtenValue } from './values';

/** Ends the program with what went wrong. */
export const orFail = lines('if err != nil {', '\tlog.Fatal(err)', '}');

/** Variables for these values, each under its name; what the environment lacks ends the program. */
export function variables(context: SnippetContext, slots: readonly Slot[]): Code {
  const missing = slots.filter((slot) => writtenValue(context, slot) === undefined);
  return lines(
    ...slots.map((slot) => {
      const value = writtenValue(context, slot);
      const read = `os.Getenv(${literal(variableOf(context, slot))})`;
      return `${goName(slot)} := ${value === undefined ? read : literal(value)}`;
    }),
    ...(missing.length === 0
      ? []
      : [
          `if ${missing.map((slot) => `${goName(slot)} == ""`).join(' || ')} {`,
          `\tlog.Fatal(${literal(whatToSet(context, missing))})`,
          '}',
        ]),
  );
}

/** https://go.dev/wiki/CodeReviewComments#initialisms */
function goName(slot: Slot): string {
  return nameOf(slot).replace(/Url$/, 'URL');
}

/** The imports that the variables need. */
export function importsOf({ source }: SnippetContext): readonly string[] {
  return source === 'environment' ? ['"os"'] : [];
}

/** A request with net/http of what `path` says, as `rows`. */
export function getRows(context: SnippetContext, path: Code, sending: Sending = reading): Code {
  const body = sending.body === undefined ? 'nil' : `strings.NewReader(${literal(sending.body)})`;
  const headers = [
    ...context.headers.map(({ name, before, credential }) => {
      const key = goName(credential);
      return `request.Header.Set(${literal(name)}, ${before === '' ? key : `${literal(before)}+${key}`})`;
    }),
    ...withProfile(sending, context.profile).map(
      ([name, value]) => `request.Header.Set(${literal(name)}, ${literal(value)})`,
    ),
  ];
  return lines(
    variables(context, requestSlots(context)),
    '',
    code`request, err := http.NewRequest(${literal(sending.method)}, baseURL+"${path}", ${body})`,
    orFail,
    ...headers,
    'response, err := http.DefaultClient.Do(request)',
    orFail,
    'defer response.Body.Close()',
    'rows, err := io.ReadAll(response.Body)',
    orFail,
    sending === reading
      ? 'if response.StatusCode != http.StatusOK {'
      : 'if response.StatusCode >= 300 {',
    '\tlog.Fatalf("%s: %s", response.Status, rows)',
    '}',
    'fmt.Println(string(rows))',
  );
}

/** A whole program around the code, for a document that has no package yet. */
export function program(imports: readonly string[], body: Code): Code {
  return lines(
    'package main',
    '',
    importBlock(imports),
    '',
    'func main() {',
    indented(body, '\t'),
    '}',
    '',
  );
}

/** The standard library's first, as gofmt sorts within a block. */
export function importBlock(imports: readonly string[]): Code {
  const sorted = [...imports].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const [own, others] = [false, true].map((other) =>
    sorted.filter((line) => pathOf(line).includes('.') === other),
  );
  return lines(
    'import (',
    ...(own ?? []).map((line) => `\t${line}`),
    ...(own?.length && others?.length ? [''] : []),
    ...(others ?? []).map((line) => `\t${line}`),
    ')',
  );
}

function pathOf(line: string): string {
  return line.replace(/^[^"]*/, '');
}
