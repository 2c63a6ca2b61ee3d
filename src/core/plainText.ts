/**
 * The text with no Markdown link in it. Notifications and input boxes of the editor follow links, `command:` ones
 * too, and a sentence may quote what a document or a settings file of somebody else says.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
