/** The tabs of the Connect panel, by the names that Powabase Studio's own addresses use. */
export const connectTabs = ['api-keys', 'connection-strings', 'mcp'] as const;
export type ConnectTab = (typeof connectTabs)[number];

/**
 * The address of a project's page that opens its Connect dialog: `showConnect=true` added, at a tab where one is
 * given; path, query and hash stay (https://docs.powabase.ai/guides/auth-connection).
 */
export function withShowConnect(page: string, tab?: ConnectTab): string {
  const url = new URL(page);
  url.searchParams.set('showConnect', 'true');
  if (tab !== undefined) url.searchParams.set('connectTab', tab);
  return url.href;
}
