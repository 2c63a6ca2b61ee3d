const shownForMs = 30_000;
const masks = new Set<() => void>();

/** Masks every secret that is on the screen. */
export function maskAll() {
  for (const mask of [...masks]) mask();
}

/** Calls `mask` once: when the panel loses focus or is hidden, after 30 s, or by the returned function. */
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
