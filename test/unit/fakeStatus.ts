/** What the status bar and the language status show, by the ids of their items. */
export const statusItems = new Map<string, Record<string, unknown>>();

/** An item as the editor makes it. */
export function statusItem(id: string) {
  const item = {
    isShown: false,
    show: () => Object.assign(item, { isShown: true }),
    hide: () => Object.assign(item, { isShown: false }),
    dispose() {},
  };
  statusItems.set(id, item);
  return item;
}
