import { type IconButton, iconButton } from '../ui';
import { maskSoon } from './secrets';

/**
 * A toggle that shows a secret for a while. `fetch` gets it from the host; `show` puts it on the
 * screen and, with `undefined`, takes it away again.
 */
export function revealButton(options: {
  readonly revealLabel: string;
  readonly hideLabel: string;
  readonly fetch: () => Promise<string>;
  readonly show: (secret: string | undefined) => void;
  readonly onError: (error: unknown) => void;
}): HTMLElement {
  let hide: (() => void) | undefined;
  const toggle: IconButton = iconButton(() => (hide ? hide() : void reveal()));
  const masked = () => {
    hide = undefined;
    toggle.set({ icon: 'eye', label: options.revealLabel, pressed: false });
    options.show(undefined);
  };

  async function reveal() {
    // The clock and the focus count from the click: an answer that comes too late is not shown.
    const mine = maskSoon(masked);
    hide = mine;
    toggle.set({ icon: 'eye-closed', label: options.hideLabel, pressed: true });
    try {
      const secret = await options.fetch();
      if (hide === mine) options.show(secret);
    } catch (error) {
      mine();
      options.onError(error);
    }
  }

  masked();
  return toggle.element;
}
