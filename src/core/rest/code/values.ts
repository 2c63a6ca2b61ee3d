/**
 * JSON as a literal of JavaScript or Python. Numbers that JavaScript would round become texts, which Postgres reads as
 * the same numbers.
 */
export function exactLiteral(json: string, language: 'js' | 'python'): string {
  const words = { true: 'True', false: 'False', null: 'None' } as const;
  return json
    .replace(/\s*\n\s*/g, ' ')
    .replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g, (token) => {
      if (token.startsWith('"')) return token;
      if (token === 'true' || token === 'false' || token === 'null') {
        return language === 'python' ? words[token] : token;
      }
      return language === 'js' && isRounded(token) ? `"${token}"` : token;
    });
}

function isRounded(token: string): boolean {
  return String(Number(token)) !== token;
}
