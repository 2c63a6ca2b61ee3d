const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

/**
 * Mocha's spec output, and the results so far in the file that POWABASE_TEST_RESULTS names:
 * {passed, failed: [{title, message}], pending: [title], running: title | null, finished}.
 * It is rewritten at each step, so that a run that is cut off still tells how far it came.
 */
module.exports = function resultsReporter(runner, options) {
  new reporters.Spec(runner, options);
  const file = process.env.POWABASE_TEST_RESULTS;
  if (!file) return;
  const results = { passed: 0, failed: [], pending: [], running: null, finished: false };
  const write = () => writeFileSync(file, JSON.stringify(results));
  write();
  runner.on('test', (test) => {
    results.running = test.fullTitle();
    write();
  });
  runner.on('pass', () => {
    results.passed += 1;
  });
  runner.on('fail', (test, error) => {
    results.failed.push({ title: test.fullTitle(), message: String(error?.message ?? error) });
    write();
  });
  runner.on('pending', (test) => {
    results.pending.push(test.fullTitle());
  });
  runner.once('end', () => {
    results.running = null;
    results.finished = true;
    write();
  });
};
