import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { plainProjectName, problemOfProjectName } from '../../src/core/projectName';

/** A name, what is said about it, and what it is when it comes from elsewhere. */
const names: readonly (readonly [name: string, problem: RegExp | undefined, plain: string])[] = [
  ['Shop', undefined, 'Shop'],
  [
    'My shop (copy) & more — 50 % $5 [old] <b>**bold**</b>',
    undefined,
    'My shop (copy) & more — 50 % $5 [old] <b>**bold**</b>',
  ],
  ['متجر', undefined, 'متجر'],
  ['קניות 2', undefined, 'קניות 2'],
  ['👨‍👩‍👧 family', undefined, '👨‍👩‍👧 family'],
  ['نامه\u200cای', undefined, 'نامه\u200cای'],
  ['x'.repeat(100), undefined, 'x'.repeat(100)],
  ['😀'.repeat(100), undefined, '😀'.repeat(100)],
  ['', /Give the project a name/, ''],
  [' \t ', /Give the project a name/, ''],
  ['x'.repeat(101), /at most 100 characters/, 'x'.repeat(100)],
  ['$(pass) verified', /neither "\$\(" nor/, '(pass) verified'],
  [
    '[click](command:workbench.action.quit)',
    /nor "\]\("/,
    '[click] (command:workbench.action.quit)',
  ],
  ['\u001b[31mred', /cannot be seen/, '[31mred'],
  ['shop\u202egnp.exe', /cannot be seen/, 'shopgnp.exe'],
  ['Sh\u200bop', /cannot be seen/, 'Shop'],
  ['two\nlines', /cannot be seen/, 'twolines'],
  ['$\u200b(error)', /cannot be seen/, '(error)'],
  ['\u2066\u2069', /cannot be seen/, ''],
];

describe('The name of a project', () => {
  for (const [name, expected, nearest] of names) {
    it(`${expected ? 'refuses' : 'takes'} ${JSON.stringify(name.slice(0, 40))}`, () => {
      const problem = problemOfProjectName(name);
      if (expected) assert.match(problem ? plain(problem) : 'taken', expected);
      else assert.equal(problem, undefined);
      assert.equal(plainProjectName(name), nearest);
    });
  }
});
