import { type ConnectionFormat, everyTlsChoice } from './format';
import { extras, literal, literalOf } from './quoting';

/** Where Python finds the password; needs `import os`. */
export const passwordVariable = 'os.environ["PGPASSWORD"]';

/** https://www.psycopg.org/docs/module.html#psycopg2.connect */
export const python: ConnectionFormat = {
  id: 'python',
  label: 'Python',
  language: 'python',
  tlsChoices: everyTlsChoice,
  render: (parts, { readsPassword }) => {
    const { host, port, database, user } = parts;
    const password = readsPassword ? passwordVariable : literalOf(parts.password);
    const keywords = [
      `host=${literal(host)}`,
      `port=${port}`,
      `dbname=${literal(database)}`,
      `user=${literal(user)}`,
      ...(password === undefined ? [] : [`password=${password}`]),
      ...extras(parts).map(([name, value]) => `${name}=${literal(value)}`),
    ];
    return [
      ...(readsPassword ? ['import os', ''] : []),
      'import psycopg2',
      '',
      'connection = psycopg2.connect(',
      ...keywords.map((keyword) => `    ${keyword},`),
      ')',
    ].join('\n');
  },
};
