import { parseDotenv } from '../../src/core/dotenv';
// What is imported after it gets this `vscode`.
import './fakeVscode';
import type * as vscode from 'vscode';
import type { OutsideSource } from '../../src/core/model';
import { createCredentials } from '../../src/vscode/credentials';
import { createProjects } from '../../src/vscode/projects';
import { memento } from './fakeVscode';

/** Projects and credentials as the extension makes them, on state and secrets in memory. */
export function shell() {
  const state = memento() as unknown as vscode.Memento;
  const secrets = memento();
  const projects = createProjects(state);
  const world = {
    readReference: async (_: OutsideSource) => '',
    checkAccessToken: async () => undefined,
    variable: () => undefined,
    liesWithin: async () => true,
    parseDotenv: async (text: string) => parseDotenv(text),
  };
  const storage = secrets as unknown as vscode.SecretStorage;
  const credentials = createCredentials(storage, state, projects, world, new Set());
  return { state, secrets, projects, world, credentials };
}
