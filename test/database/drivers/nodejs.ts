import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { answersIn, type Driver, output, passwordVariable, question } from './driver';

/** Each text as a module of its own, under the checkout, where Node finds `pg`; one Node imports them all. */
export const nodejs: Driver = {
  format: 'nodejs',
  runs: 'pg',
  packages: [],
  async ask(texts, { password, times = 1 } = {}) {
    await mkdir('out', { recursive: true });
    const folder = await mkdtemp(resolve('out', 'connections-'));
    try {
      const modules = texts.map((_, index) => `./${index}.mjs`);
      await Promise.all(
        texts.map((text, index) =>
          writeFile(join(folder, `${index}.mjs`), `${text}\nexport { pool };\n`),
        ),
      );
      await writeFile(join(folder, 'main.mjs'), asking(modules, times));
      return answersIn(
        await output(process.execPath, [join(folder, 'main.mjs')], {
          env: passwordVariable(password),
        }),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function asking(modules: readonly string[], times: number): string {
  return `
    const query = { text: ${JSON.stringify(question('$1'))}, values: [1], rowMode: 'array' };
    for (const name of ${JSON.stringify(modules)}) {
      const { pool } = await import(name);
      try {
        let answer;
        for (let time = 0; time < ${times}; time += 1) answer = (await pool.query(query)).rows[0][0];
        console.log(answer);
      } catch (error) {
        console.log(JSON.stringify({ refused: error.message }));
      } finally {
        await pool.end();
      }
    }`;
}
