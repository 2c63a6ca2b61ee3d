import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianPackages } from '../../hosts/debian';
import { answersIn, type Driver, output, passwordVariable, question } from './driver';

/** One program with a function for each text: a Go program takes seconds to build. */
export const golang: Driver = {
  format: 'golang',
  runs: 'lib/pq through database/sql',
  packages: [debianPackages.golang, debianPackages.libpq],
  async ask(texts, { password, times = 1 } = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'powabase-go-'));
    try {
      const file = join(folder, 'main.go');
      await writeFile(file, program(texts, times));
      const env = {
        GO111MODULE: 'off',
        GOPATH: '/usr/share/gocode',
        GOCACHE: join(tmpdir(), 'powabase-go-cache'),
        CGO_ENABLED: '0',
        ...passwordVariable(password),
      };
      return answersIn(await output('go', ['run', file], { env }));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function program(texts: readonly string[], times: number): string {
  const all = texts.join('\n');
  const needed = ['os', 'strings'].filter((name) => all.includes(`${name}.`));
  const openings = texts.map((text) => `func() (*sql.DB, error) {\n${text}\nreturn db, err\n},`);
  return `package main

import (
  "database/sql"
  "encoding/json"
  "fmt"
${needed.map((name) => `  "${name}"`).join('\n')}
  _ "github.com/lib/pq"
)

var openings = []func() (*sql.DB, error){
${openings.join('\n')}
}

func ask(open func() (*sql.DB, error)) (answer string, err error) {
  db, err := open()
  if err != nil {
    return
  }
  defer db.Close()
  for time := 0; time < ${times} && err == nil; time++ {
    err = db.QueryRow(${JSON.stringify(question('$1'))}, 1).Scan(&answer)
  }
  return
}

func main() {
  for _, open := range openings {
    answer, err := ask(open)
    if err != nil {
      refused, _ := json.Marshal(map[string]string{"refused": err.Error()})
      answer = string(refused)
    }
    fmt.Println(answer)
  }
}
`;
}
