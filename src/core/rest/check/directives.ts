import { message } from '../../errors';
import { nearest } from '../../nearest';
import type { WrittenDirective } from '../document';
import { roleWords } from '../request';
import type { Span } from '../span';
import { type Finding, finding, replace } from './finding';

/** What the lines above a request name that does not exist; `projects` are the names that are known. */
export function checkDirectives(
  directives: readonly WrittenDirective[],
  projects: readonly string[],
): readonly Finding[] {
  return directives.flatMap(({ name, value, end }) => {
    const start = end - value.length;
    if (name === 'project' && value !== '' && !projects.includes(value)) {
      const sentence = message(
        'There is no project "{0}". Change the @project line, or add the project.',
        value,
      );
      return [unknown('unknownProject', { start, end }, sentence, likeliest(value, projects))];
    }
    const [role = ''] = value.split(/\s+/);
    if (name === 'role' && role !== '' && !roleWords.includes(role)) {
      const sentence = message('There is no role "{0}": write anon, service or user.', role);
      const word = { start, end: start + role.length };
      return [
        unknown(
          'unknownRole',
          word,
          sentence,
          likeliest(role, roleWords, ['anon', 'service', 'user']),
        ),
      ];
    }
    return [];
  });
}

/** The name that is nearest, else some of those there are. */
function likeliest(word: string, names: readonly string[], usual = names): readonly string[] {
  const other = nearest(word, names);
  return other === undefined ? usual.slice(0, offered) : [other];
}

/** More fixes are no longer a choice. */
const offered = 5;

function unknown(
  code: string,
  span: Span,
  sentence: Finding['sentence'],
  others: readonly string[],
): Finding {
  const fixes = others.map((other) => replace(span, other, message('Change it to {0}', other)));
  return finding('error', code, span, sentence, fixes);
}
