import { lines, textOf } from '../../snippets/code';
import type { SnippetText } from '../../snippets/snippet';
import { type CodeRequest, type CodeTarget, notWith } from './request';
import { joined, type Spliced, type SplicedCode, type Splicing, splice, terms } from './splice';
import { asNumber, type StandIn, type StoodFor } from './standIns';

/** The code of a request with variables, which reads them when it runs. Throws `badInput` where a library cannot. */
export function withVariables(
  { label, language }: CodeTarget,
  { path, headers, body = '' }: CodeRequest,
  written: SnippetText,
  standIns: readonly StandIn[],
): SnippetText {
  const splicing = splicings[language];
  if (standIns.length === 0 || !splicing) return written;
  const code = splice(textOf(written.body), standIns, splicing);
  const request = [path, ...headers.flat(), body].join('\n');
  for (const one of standIns) {
    const spellings = [one.text, encodeURIComponent(one.text), asNumber(one)];
    const isAsked = spellings.some((spelling) => request.includes(spelling));
    if (isAsked && !code.used.some(({ variable }) => variable === one.variable)) {
      notWith(label, '{0} takes no variable in the place of {1}.', nameOf(one.variable));
    }
  }
  return {
    imports: [...written.imports, ...splicing.imports(code)],
    body: lines(...splicing.before(code), code.text),
  };
}

/** As a request has it. */
function nameOf(variable: StoodFor): string {
  return variable.kind === 'uuid' ? '{{$uuid}}' : `{{$env ${variable.name}}}`;
}

/** The environment variables among them. */
export function environmentOf(variables: readonly StoodFor[]): readonly string[] {
  return [...new Set(variables.flatMap((one) => (one.kind === 'environment' ? one.name : [])))];
}

const hasUuid = ({ used }: SplicedCode) => used.some(({ variable }) => variable.kind === 'uuid');

const hasEncoded = ({ used }: SplicedCode) =>
  used.some(({ variable, encoded }) => encoded !== undefined && variable.kind !== 'uuid');

const shell: Splicing = {
  literals: /\\.|"(?:\\.|[^"\\])*"|'[^']*'/gs,
  literal: (token, pieces) =>
    joined(pieces, ({ variable, encoded }) => {
      const value = shell.json(variable);
      if (token.startsWith("'")) return `'"${value}"'`;
      return encoded && variable.kind !== 'uuid' ? `$(encoded "${value}")` : value;
    }),
  json: (variable) => (variable.kind === 'uuid' ? '$(uuidgen)' : `$${variable.name}`),
  before: (code) =>
    hasEncoded(code)
      ? [
          'encoded() {',
          `  printf %s "$1" | od -An -v -tx1 | tr -d ' \\n' | sed 's/../%&/g'`,
          '}',
          '',
        ]
      : [],
  imports: () => [],
};

function inJavaScript({ variable, encoded }: Spliced): string {
  if (variable.kind === 'uuid') return 'crypto.randomUUID()';
  const read = `process.env.${variable.name}`;
  return encoded ? `encodeURIComponent(${read})` : read;
}

const typescript: Splicing = {
  literals: /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gs,
  literal: (token, pieces) =>
    token.startsWith('`')
      ? joined(pieces, (one) => `\${${inJavaScript(one)}}`)
      : terms(pieces, inJavaScript).join(' + '),
  json: (variable) => `JSON.parse(${inJavaScript({ variable, encoded: undefined })})`,
  before: ({ used }) =>
    environmentOf(used.map(({ variable }) => variable)).map(
      (name) => `if (!process.env.${name}) throw new Error('Set ${name}.');`,
    ),
  imports: () => [],
};

function inPython({ variable }: Spliced): string {
  return variable.kind === 'uuid' ? 'str(uuid.uuid4())' : `os.environ["${variable.name}"]`;
}

const python: Splicing = {
  literals: /f?"(?:\\.|[^"\\])*"(?:\.encode\(\))?/gs,
  literal: (token, pieces) => {
    if (token.startsWith('f')) {
      return joined(pieces, ({ variable, encoded }) => {
        if (variable.kind === 'uuid') return '{uuid.uuid4()}';
        const value = `os.environ['${variable.name}']`;
        return encoded ? `{quote(${value}, safe='')}` : `{${value}}`;
      });
    }
    const encodes = /\.encode\(\)$/;
    const bare = pieces.map((piece) =>
      typeof piece === 'string' ? piece.replace(encodes, '') : piece,
    );
    const sum = terms(bare, inPython).join(' + ');
    return encodes.test(token) ? `(${sum}).encode()` : sum;
  },
  json: (variable) => `json.loads(${inPython({ variable, encoded: undefined })})`,
  before: () => [],
  imports: (code) => [
    ...(code.text.includes('json.loads(') ? ['import json'] : []),
    ...(hasUuid(code) ? ['import uuid'] : []),
    ...(hasEncoded(code) ? ['from urllib.parse import quote'] : []),
  ],
};

function inGo({ variable, encoded }: Spliced): string {
  if (variable.kind === 'uuid') return 'newUUID()';
  const read = `os.Getenv("${variable.name}")`;
  if (encoded === undefined) return read;
  return encoded === 'query' ? `url.QueryEscape(${read})` : `url.PathEscape(${read})`;
}

const go: Splicing = {
  literals: /"(?:\\.|[^"\\])*"/gs,
  literal: (_, pieces) => terms(pieces, inGo).join('+'),
  json: (variable) => inGo({ variable, encoded: undefined }),
  before: (code) =>
    hasUuid(code)
      ? [
          'newUUID := func() string {',
          '\tid := make([]byte, 16)',
          '\tif _, err := rand.Read(id); err != nil {',
          '\t\tlog.Fatal(err)',
          '\t}',
          '\tid[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80',
          '\treturn fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])',
          '}',
        ]
      : [],
  imports: (code) => [
    ...(hasUuid(code) ? ['"crypto/rand"'] : []),
    ...(hasEncoded(code) ? ['"net/url"'] : []),
  ],
};

/** One for each language that a request is copied in. */
const splicings: { readonly [Language in CodeTarget['language']]?: Splicing } = {
  shellscript: shell,
  typescript,
  python,
  go,
};
