import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './hosts/install.mjs';
import { runTree } from './hosts/processTree.mjs';
import { makeScratch, temporaryFolder } from './hosts/scratch.mjs';
import { steps } from './hosts/steps.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = makeScratch();
// A test that did not run is as bad as one that failed where nobody looks at the names.
const strict = process.platform === 'linux' && Boolean(process.env.CI);

/** Runs one step and says what came of it: how many passed, which failed, which did not run. */
async function runStep(step, broken) {
  const needed = step.needs.find((name) => broken.has(name));
  if (needed) return { passed: 0, failed: [`${step.name}: not run, because ${needed} failed`] };
  if (step.missing) return { passed: 0, failed: [], notRun: [`${step.name}: ${step.missing}`] };
  if (step.clears) rmSync(join(root, step.clears), { recursive: true, force: true });
  const results = join(scratch, `${step.name}.json`);
  const [command, ...args] = step.command;
  const { kind, code } = await runTree(command, args, {
    cwd: root,
    limitMs: step.limitMs,
    env: { ...process.env, ...temporaryFolder(scratch), POWABASE_TEST_RESULTS: results },
  });
  if (kind === 'interrupted') throw new Error(`Interrupted in ${step.name}.`);
  const ending =
    kind === 'timedOut' ? `took over ${step.limitMs / 60_000} minutes` : `ended with ${code}`;
  if (step.kind === 'check') {
    return code === 0
      ? { passed: 1, failed: [] }
      : { passed: 0, failed: [`${step.name}: ${ending}`] };
  }
  return countTests(step.name, results, code, ending);
}

function countTests(name, file, code, ending) {
  if (!existsSync(file)) return { passed: 0, failed: [`${name}: ${ending} before its first test`] };
  const { passed, failed, pending, running, finished } = JSON.parse(readFileSync(file, 'utf8'));
  const failures = failed.map(({ title }) => `${name}: ${title}`);
  if (!finished) failures.push(`${name}: ${ending} in “${running ?? 'no test'}”`);
  else if (code !== 0 && failures.length === 0) failures.push(`${name}: ${ending}`);
  if (finished && passed + failed.length === 0) failures.push(`${name}: it has no tests`);
  return { passed, failed: failures, notRun: pending.map((title) => `${name}: ${title}`) };
}

/** The steps named, with those they need, in their order; all of them when none is named. */
function chosenSteps(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No step ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`,
    );
  }
  const needed = new Set(names.flatMap((name) => [name, ...stepNamed(name).needs]));
  return steps.filter(({ name }) => names.length === 0 || needed.has(name));
}

function stepNamed(name) {
  return steps.find((step) => step.name === name);
}

async function main() {
  const chosen = chosenSteps(process.argv.slice(2));
  if (!(await installPackages(root))) throw new Error('npm ci failed.');
  const [broken, lines, failures, notRun] = [new Set(), [], [], []];
  let passed = 0;
  for (const step of chosen) {
    process.stdout.write(`\n── ${step.name}\n`);
    const started = performance.now();
    const outcome = await runStep(step, broken);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    lines.push(
      `${step.name.padEnd(14)}${String(outcome.passed).padStart(6)} passed${String(outcome.failed.length).padStart(5)} failed${seconds.padStart(8)} s`,
    );
    passed += outcome.passed;
    failures.push(...outcome.failed);
    notRun.push(...(outcome.notRun ?? []));
    const usable = step.artefact && existsSync(join(root, step.artefact));
    if (outcome.failed.length > 0 && !usable) broken.add(step.name);
  }
  if (strict) failures.push(...notRun.map((name) => `${name} (did not run)`));
  process.stdout.write(`\n── summary\n${lines.join('\n')}\n`);
  for (const name of notRun) process.stdout.write(`did not run  ${name}\n`);
  for (const name of failures) process.stdout.write(`failed  ${name}\n`);
  process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`);
  if (failures.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}
