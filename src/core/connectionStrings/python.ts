import type { ConnectionFormat } from './format';
import { extras, literal } from './quoting';

/** https://www.psycopg.org/docs/module.html#psycopg2.connect */
export const python: ConnectionFormat = {
  id: 'python',
  label: 'Python',
  language: 'python',
  render: (parts) => {
    const { host, port, database, user, password } = parts;
    const keywords = [
      `host=${literal(host)}`,
      `port=${port}`,
      `dbname=${literal(database)}`,
      `user=${literal(user)}`,
      ...(password === undefined ? [] : [`password=${literal(password)}`]),
      ...extras(parts).map(([name, value]) => `${name}=${literal(value)}`),
    ];
    return [
      'import psycopg2',
      '',
      'connection = psycopg2.connect(',
      ...keywords.map((keyword) => `    ${keyword},`),
      ')',
    ].join('\n');
  },
};
