import { format } from 'sql-formatter';

/** Definitions (policies, functions, grants) and MERGE come apart in the formatter: they stay as they are. */
const formatted = /^\(*\s*(?:select|with|insert|update|delete|values)\b/i;
const withMerge = /^\(*\s*with\b[\s\S]*\bmerge\s+into\b/i;

/** In UTF-16 units. The formatter takes a second for this much, and nobody reads what is longer. */
const longest = 50_000;

/**
 * The statement laid out anew; as it is where it is very long, where the formatter does not know it, or would
 * change more than its blanks.
 * `indent` is a tab or as many spaces as one step has.
 */
export function formatStatement(sql: string, indent: string): string {
  if (sql.length > longest || !formatted.test(sql) || withMerge.test(sql)) return sql;
  try {
    const laidOut = format(sql, {
      language: 'postgresql',
      useTabs: indent === '\t',
      tabWidth: indent === '\t' ? 4 : indent.length,
      paramTypes: { named: [':'], numbered: ['$'] },
    });
    return withoutBlanks(laidOut) === withoutBlanks(sql) ? withCalls(laidOut, sql) : sql;
  } catch {
    return sql;
  }
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The formatter writes `auth.uid ()`: a parenthesis that stuck to the word before it does so again. */
function withCalls(laidOut: string, sql: string): string {
  const characters: string[] = [];
  let at = 0;
  for (const character of laidOut.split('')) {
    if (/\s/.test(character)) {
      characters.push(character);
      continue;
    }
    while (/\s/.test(sql.charAt(at))) at++;
    const sticks = character === '(' && /[\w"]/.test(sql.charAt(at - 1));
    if (sticks && characters.at(-1) === ' ') characters.pop();
    characters.push(character);
    at++;
  }
  return characters.join('');
}
