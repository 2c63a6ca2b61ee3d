interface Item {
  readonly label: string;
}

interface Answers {
  readonly taken: (readonly string[])[];
  readonly shown: string[];
}

/** The button that leads to the step before. */
export const Back = {};

/** A list that is answered as soon as it is shown; one that is still empty is left. */
export function createQuickPick({ shown, taken }: Answers) {
  const listeners = new Map<string, (given?: unknown) => void>();
  const on = (event: string) => (listener: (given?: unknown) => void) => {
    listeners.set(event, listener);
    return { dispose() {} };
  };
  return {
    title: '',
    placeholder: '',
    items: [] as readonly Item[],
    activeItems: [] as readonly Item[],
    selectedItems: [] as readonly Item[],
    onDidAccept: on('accept'),
    onDidHide: on('hide'),
    onDidTriggerButton: on('button'),
    onDidTriggerItemButton: on('itemButton'),
    show() {
      shown.push(this.placeholder);
      const labels = this.items.length === 0 ? undefined : taken.shift();
      this.selectedItems = this.items.filter(({ label }) => labels?.includes(label));
      const answer = this.selectedItems.length > 0 ? 'accept' : 'hide';
      setImmediate(() => listeners.get(labels?.includes('Back') ? 'button' : answer)?.(Back));
    },
    dispose() {},
  };
}
