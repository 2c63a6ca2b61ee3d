/** Whether a statement is a COPY that sends its data to whoever asks: `COPY … TO STDOUT`. */
export function copiesToClient(statement: string): boolean {
  const bare = statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'[^']*'|"[^"]*"/g, ' ');
  return /^\s*copy\b[\s\S]*\bto\s+stdout\b/i.test(bare);
}

/** The same rows as a COPY; on lines of its own, for the query may end in a comment. */
export function copyOf(query: string, format: 'csv' | 'text'): string {
  return `copy (\n${query}\n) to stdout (format ${format}${format === 'csv' ? ', header' : ''})`;
}
