import { message } from '../../errors';
import { nearest } from '../../nearest';
import type { WrittenDirective } from '../document';
import { roleWords } from '../request';
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
      return [unknown('unknownProject', { start, end }, sentence, nearest(value, projects))];
    }
    const [role = ''] = value.split(/\s+/);
    if (name === 'role' && role !== '' && !roleWords.includes(role)) {
      const sentence = message('There is no role "{0}": write anon, service or user.', role);
      const word = { start, end: start + role.length };
      return [unknown('unknownRole', word, sentence, nearest(role, roleWords))];
    }
    return [];
  });
}

function unknown(
  code: string,
  span: { readonly start: number; readonly end: number },
  sentence: Finding['sentence'],
  other: string | undefined,
): Finding {
  const fix =
    other === undefined ? undefined : replace(span, other, message('Change it to {0}', other));
  return finding('error', code, span, sentence, [fix]);
}
