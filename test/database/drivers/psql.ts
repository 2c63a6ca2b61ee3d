import { debianPackages } from '../../hosts/debian';
import {
  type Answer,
  type AskOptions,
  answersIn,
  type Driver,
  output,
  passwordVariable,
  question,
} from './driver';

const asked = question('1');

/** The command as a shell runs it. */
export const psql: Driver = {
  format: 'psql',
  runs: 'psql through sh',
  packages: [debianPackages.psql],
  ask: oneByOne,
};

/** psql takes one connection a process; as many at a time as a small machine has processors. */
async function oneByOne(
  texts: readonly string[],
  { password, times = 1 }: AskOptions = {},
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const waiting = [...texts.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, text] = next;
      const questions = Array.from({ length: times }, () => ['-c', asked]).flat();
      answers[index] = await output('sh', ['-c', `${text} "$@"`, 'sh', '-XAt', ...questions], {
        env: passwordVariable(password),
      }).then(
        (printed) => answersIn(printed).at(-1) ?? { refused: 'no answer' },
        (error: Error) => ({ refused: error.message }),
      );
    }
  };
  await Promise.all([work(), work()]);
  return answers;
}
