import { type Code, lines } from '../../snippets/code';
import { getRows, importsOf as goImports } from '../../snippets/go';
import { fetchResponse, importsOf as jsImports, requestConstants } from '../../snippets/javascript';
import { importsOf as pythonImports, requestResponse } from '../../snippets/python';
import { shellRows } from '../../snippets/shell';
import { insideDouble } from '../../snippets/table';
import { requestSlots } from '../../snippets/values';
import type { CodeRequest, CodeTarget } from './request';

// Code that sends the request as it is: everything can be expressed.

export const curl: CodeTarget = {
  id: 'curl',
  label: 'curl',
  language: 'shellscript',
  render: (context, request) => {
    const inQuotes = request.path.replace(/[\\`$"]/g, '\\$&');
    // Brackets and braces are patterns to curl.
    const sent = shellRows(context, [inQuotes], request);
    return { imports: [], body: /[[\]{}]/.test(request.path) ? withoutGlobs(sent) : sent };
  },
};

function withoutGlobs(body: Code): Code {
  return body.map((piece) =>
    typeof piece === 'string' ? piece.replace(/^curl /m, 'curl --globoff ') : piece,
  );
}

export const fetchCode: CodeTarget = {
  id: 'fetch',
  label: 'TypeScript fetch',
  language: 'typescript',
  render: (context, request) => ({
    imports: jsImports(context, requestSlots(context)),
    body: lines(
      requestConstants(context),
      '',
      fetchResponse(context, [request.path.replace(/[\\`]|\$(?=\{)/g, '\\$&')], [], request),
      answers(request) === 'json'
        ? 'const rows = await response.json();'
        : answers(request) === 'text'
          ? 'const text = await response.text();'
          : undefined,
    ),
  }),
};

export const requests: CodeTarget = {
  id: 'requests',
  label: 'Python requests',
  language: 'python',
  render: (context, request) => ({
    imports: [...pythonImports(context), 'import requests'],
    body: lines(
      requestResponse(context, [insideDouble(request.path).replace(/[{}]/g, '$&$&')], request),
      answers(request) === 'json'
        ? 'rows = response.json()'
        : answers(request) === 'text'
          ? 'text = response.text'
          : undefined,
    ),
  }),
};

export const netHttp: CodeTarget = {
  id: 'netHttp',
  label: 'Go net/http',
  language: 'go',
  render: (context, request) => ({
    imports: [
      '"fmt"',
      '"io"',
      '"log"',
      '"net/http"',
      ...(request.body === undefined ? [] : ['"strings"']),
      ...goImports(context),
    ],
    body: getRows(context, [insideDouble(request.path)], request),
  }),
};

/** What comes back beside the status. */
function answers({ method, headers, parsed }: CodeRequest): 'json' | 'text' | 'nothing' {
  const written = parsed.headers.flatMap(({ preferences }) => preferences);
  const returns = written.find(({ name }) => name === 'return')?.value;
  const isCall = parsed.target.path.kind === 'function';
  const reads = method === 'GET' || (isCall && method === 'POST');
  if (method === 'HEAD' || (!reads && returns !== 'representation')) return 'nothing';
  const accept = headers.find(([name]) => name.toLowerCase() === 'accept')?.[1] ?? 'json';
  return accept.includes('json') ? 'json' : 'text';
}
