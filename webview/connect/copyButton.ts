import { announce } from '../announce';
import type { Icon } from '../dom';
import { say } from '../say';
import { iconButton } from '../ui';

const checkForMs = 1500;

/** Copies by asking the host, so that it works while the value is masked; a check mark answers. */
export function copyButton(
  label: string,
  copy: () => Promise<null>,
  onError: (error: unknown) => void,
  icon: Icon = 'copy',
): HTMLElement {
  const idle = { icon, label } as const;
  let timer = 0;
  const control = iconButton(async () => {
    try {
      await copy();
    } catch (error) {
      onError(error);
      return;
    }
    announce(say('Copied'));
    control.set({ icon: 'check', label: say('Copied') });
    clearTimeout(timer);
    timer = setTimeout(() => control.set(idle), checkForMs);
  });
  control.set(idle);
  return control.element;
}
