import { debianPackages } from '../../hosts/debian';
import {
  type AskOptions,
  answersIn,
  type Driver,
  output,
  passwordVariable,
  question,
} from './driver';

const withCursor = [
  'cursor = connection.cursor()',
  'for _ in range(times):',
  '    cursor.execute(question, (1,))',
  '    answer = cursor.fetchone()[0]',
  '    connection.commit()',
  'connection.close()',
];

/** By itself a URI is data: libpq reads it. */
export const uri: Driver = {
  format: 'uri',
  runs: 'libpq',
  packages: [debianPackages.psycopg2],
  ask: (texts, options) =>
    run(texts, options, ['import psycopg2', 'connection = psycopg2.connect(text)', ...withCursor]),
};

export const python: Driver = {
  format: 'python',
  runs: 'psycopg2',
  packages: [debianPackages.psycopg2],
  ask: (texts, options) =>
    run(texts, options, [
      'exec(text, scope := {})',
      'connection = scope["connection"]',
      ...withCursor,
    ]),
};

export const sqlalchemy: Driver = {
  format: 'sqlalchemy',
  runs: 'SQLAlchemy with psycopg2',
  packages: [debianPackages.sqlalchemy, debianPackages.psycopg2],
  ask: (texts, options) =>
    run(texts, options, [
      'exec(text, scope := {})',
      'for _ in range(times):',
      '    with scope["engine"].connect() as connection:',
      '        answer = connection.exec_driver_sql(question, (1,)).scalar()',
      'scope["engine"].dispose()',
    ]),
};

/** All of them in one Python, Debian's own: another may come first on the path and lack the packages. */
async function run(
  texts: readonly string[],
  { password, times = 1 }: AskOptions = {},
  asking: readonly string[],
) {
  const script = [
    'import json, sys',
    'texts, question, times = json.load(sys.stdin)',
    'for text in texts:',
    '    try:',
    ...asking.map((line) => `        ${line}`),
    '        print(answer)',
    '    except Exception as error:',
    '        print(json.dumps({"refused": str(error)}))',
  ];
  const printed = await output('/usr/bin/python3', ['-c', script.join('\n')], {
    input: JSON.stringify([texts, question('%s'), times]),
    env: { PYTHONUTF8: '1', ...passwordVariable(password) },
  });
  return answersIn(printed);
}
