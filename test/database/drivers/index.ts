import type { Driver } from './driver';
import { golang } from './golang';
import { jdbc } from './jdbc';
import { nodejs } from './nodejs';
import { php } from './php';
import { psql } from './psql';
import { python, sqlalchemy, uri } from './python';

/** Every driver that connects; Npgsql cannot be had, its strings are read back by `readAdo`. */
export const drivers: readonly Driver[] = [
  uri,
  psql,
  nodejs,
  python,
  golang,
  jdbc,
  php,
  sqlalchemy,
];
