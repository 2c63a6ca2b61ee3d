import assert from 'node:assert/strict';
import { code, textOf } from '../../src/core/snippets/code';
import { compose, type TargetDocument } from '../../src/core/snippets/compose';
import { atDepth, quoteIn, reindented, requoted } from '../../src/core/snippets/layout';
import type { SnippetLanguage } from '../../src/core/snippets/snippet';

const homeOf: Partial<Record<SnippetLanguage, string>> = { typescript: 'typescript' };

/** The document with the code at its end, as the editor would leave it. */
function inserted(
  language: SnippetLanguage,
  imports: readonly string[],
  text: string,
  more: Partial<TargetDocument> = {},
): string {
  const all = text.split('\n');
  const document: TargetDocument = {
    language: homeOf[language] ?? language,
    text,
    indent: '  ',
    quote: "'",
    line: all.length - 1,
    ...more,
  };
  const insertion = compose(language, { imports, body: ['BODY'] }, document);
  all[all.length - 1] += textOf(insertion.body);
  const { imports: edit } = insertion;
  if (!edit) return all.join('\n');
  return [...all.slice(0, edit.line), edit.text + all.slice(edit.line).join('\n')].join('\n');
}

const pool = "import { Pool } from 'pg';";

interface Case {
  readonly title: string;
  readonly language: SnippetLanguage;
  readonly imports: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly more?: Partial<TargetDocument>;
}

const cases: readonly Case[] = [
  {
    title: 'goes in front of the code in an empty document',
    language: 'typescript',
    imports: [pool],
    before: '',
    after: `${pool}\n\nBODY`,
  },
  {
    title: 'goes behind the imports there are',
    language: 'typescript',
    imports: [pool],
    before: "import a from 'a';\nimport {\n  b,\n} from 'b';\n\nconst c = 1;\n",
    after: `import a from 'a';\nimport {\n  b,\n} from 'b';\n${pool}\n\nconst c = 1;\nBODY`,
  },
  {
    title: 'is not written twice',
    language: 'typescript',
    imports: [pool],
    before: 'import { Client, Pool } from "pg";\n',
    after: 'import { Client, Pool } from "pg";\nBODY',
  },
  {
    title: 'is written when the module gives other names alone',
    language: 'typescript',
    imports: [pool],
    before: "import { Client } from 'pg';\n",
    after: `import { Client } from 'pg';\n${pool}\n\nBODY`,
  },
  {
    title: 'goes below the directive that must be first',
    language: 'typescript',
    imports: [pool],
    before: "'use client';\n\nconst c = 1;\n",
    after: `'use client';\n${pool}\n\nconst c = 1;\nBODY`,
  },
  {
    title: 'goes where the code is when that is above the imports',
    language: 'typescript',
    imports: [pool],
    before: '// first\nimport a from "a";',
    after: `// first\nimport a from "a";${pool}\n\nBODY`,
    more: { line: 0 },
  },
  {
    title: 'goes into the script of a component',
    language: 'typescript',
    imports: [pool],
    before: '<script setup lang="ts">\nconst c = 1;\n',
    after: `<script setup lang="ts">\n${pool}\n\nconst c = 1;\nBODY`,
    more: { language: 'vue' },
  },
  {
    title: 'has the quotes of the document',
    language: 'typescript',
    imports: [pool],
    before: 'const c = 1;\n',
    after: 'import { Pool } from "pg";\n\nconst c = 1;\nBODY',
    more: { quote: '"' },
  },
  {
    title: 'goes below the text of a Python module',
    language: 'python',
    imports: ['import os', 'import psycopg2'],
    before: '#!/usr/bin/env python3\n"""What this is.\n\nAnd more.\n"""\nx = 1\n',
    after:
      '#!/usr/bin/env python3\n"""What this is.\n\nAnd more.\n"""\nimport os\nimport psycopg2\n\nx = 1\nBODY',
  },
  {
    title: 'knows Python’s lists of names',
    language: 'python',
    imports: ['import os', 'from sqlalchemy import create_engine, text'],
    before: 'import sys, os\nfrom sqlalchemy import (\n    create_engine,\n    text,\n)\nx = 1\n',
    after:
      'import sys, os\nfrom sqlalchemy import (\n    create_engine,\n    text,\n)\nx = 1\nBODY',
  },
  {
    title: 'goes behind a Python import of several lines',
    language: 'python',
    imports: ['import os'],
    before: 'from a import (\n    b,\n)\nx = 1\n',
    after: 'from a import (\n    b,\n)\nimport os\nx = 1\nBODY',
  },
  {
    title: 'goes into the block of a Go file',
    language: 'go',
    imports: ['"fmt"', '"os"'],
    before: 'package shop\n\nimport (\n\t"fmt"\n)\n\n',
    after: 'package shop\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nBODY',
  },
  {
    title: 'makes a block in a Go file that has none',
    language: 'go',
    imports: ['"os"'],
    before: 'package shop\n\n',
    after: 'package shop\n\nimport (\n\t"os"\n)\n\nBODY',
  },
  {
    title: 'makes a whole program of an empty Go file',
    language: 'go',
    imports: ['"os"', '_ "github.com/lib/pq"'],
    before: '',
    after:
      'package main\n\nimport (\n\t"os"\n\n\t_ "github.com/lib/pq"\n)\n\nfunc main() {\n\tBODY\n}\n',
  },
  {
    title: 'knows a whole Java package',
    language: 'java',
    imports: ['import java.sql.Connection;'],
    before: 'package shop;\n\nimport java.sql.*;\n',
    after: 'package shop;\n\nimport java.sql.*;\nBODY',
  },
  {
    title: 'goes behind C#’s usings',
    language: 'csharp',
    imports: ['using Npgsql;'],
    before: 'using System;\n\nusing (var a = B()) {}\n',
    after: 'using System;\nusing Npgsql;\n\nusing (var a = B()) {}\nBODY',
  },
  {
    title: 'stays with the code in a document of another language',
    language: 'python',
    imports: ['import psycopg2'],
    before: '# Notes\n',
    after: '# Notes\nimport psycopg2\n\nBODY',
    more: { language: 'markdown' },
  },
  {
    title: 'begins PHP where the document has not',
    language: 'php',
    imports: [],
    before: '',
    after: '<?php\n\nBODY\n',
  },
  {
    title: 'does not begin PHP twice',
    language: 'php',
    imports: [],
    before: '<?php\n',
    after: '<?php\nBODY',
  },
];

describe('an import of a snippet', () => {
  for (const { title, language, imports, before, after, more } of cases) {
    it(title, () => assert.equal(inserted(language, imports, before, more), after));
  }
});

describe('the layout of a snippet', () => {
  it('takes the document’s indentation, and keeps what is no level of it', () => {
    const body = code`a(\n  b,\n     c,\n    ${{ blank: 'd', preset: '  d' }}\n)`;
    assert.equal(textOf(reindented(body, '  ', '\t')), 'a(\n\tb,\n\t\t c,\n\t\t  d\n)');
    assert.equal(textOf(reindented(body, '  ', '    ')), 'a(\n    b,\n         c,\n          d\n)');
  });

  it('is as deep as the place it goes to, its empty lines empty', () => {
    const pool = 'import a;\n\nnew Pool({\n  host,\n});';
    assert.equal(atDepth(pool, '\t\t', '\t'), 'import a;\n\n\t\tnew Pool({\n\t\t\thost,\n\t\t});');
    assert.equal(atDepth('a', '    ', '  '), 'a');
    const python = 'connect(\n    host,\n)';
    assert.equal(atDepth(python, '', '  '), 'connect(\n  host,\n)');
  });

  it('takes the document’s quotes, and escapes what they need', () => {
    const body = code`f('it\\'s', "say \\"x\\"", '"', \`'"\`) // don't "touch"\n'${{ blank: 'b', preset: "o\\'x" }}'`;
    assert.equal(
      textOf(requoted(body, '"')),
      'f("it\'s", "say \\"x\\"", "\\"", `\'"`) // don\'t "touch"\n"o\'x"',
    );
    assert.equal(
      textOf(requoted(body, "'")),
      "f('it\\'s', 'say \"x\"', '\"', `'\"`) // don't \"touch\"\n'o\\'x'",
    );
  });

  it('knows the quotes that a document has', () => {
    assert.equal(quoteIn('import a from "a";'), '"');
    assert.equal(quoteIn("import a from 'a';"), "'");
    assert.equal(quoteIn(''), "'");
  });
});
