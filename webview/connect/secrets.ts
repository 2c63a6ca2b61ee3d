let shownForMs = 30_000;
const masks = new Set<() => void>();

/** How long a secret stays on the screen, in seconds. */
export function setShownFor(seconds: number) {
  shownForMs = seconds * 1_000;
}

/** Masks every secret that is on the screen. */
export function maskAll() {
  for (const mask of [...masks]) mask();
}

/** Calls `mask` once: when the panel loses focus or is hidden, after its time, or by the returned function. */
export function maskSoon(mask: () => void): () => void {
  const end = () => {
    clearTimeout(timer);
    if (masks.delete(end)) mask();
  };
  const timer = setTimeout(end, shownForMs);
  masks.add(end);
  return end;
}

window.addEventListener('blur', maskAll);
document.addEventListener('visibilitychange', maskAll);
