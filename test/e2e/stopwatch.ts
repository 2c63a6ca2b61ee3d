import type { Page } from 'playwright-core';
import { poll } from './poll';

/** Something that came to the page: a key, or another text in the first element of what is watched. */
interface Moment {
  readonly name: string;
  readonly text: string;
  /** Milliseconds since the epoch, on one clock for every frame of the page. */
  readonly at: number;
}

/** Tells when what a key asked for was painted. */
export interface Stopwatch {
  /**
   * Presses the key and waits until the watched elements have said these texts.
   * For each, milliseconds from the key's own event to the animation frame after the text was in its document.
   */
  untilShown(key: string, ...wanted: readonly Watched[]): Promise<readonly number[]>;
}

export interface Watched {
  /** Of its selector. */
  readonly name: string;
  readonly text: string;
  readonly limitMs?: number;
}

/** Watches the first element of each selector in every frame of the page, also in frames yet to come. */
export async function startStopwatch(
  page: Page,
  selectors: Readonly<Record<string, string>>,
): Promise<Stopwatch> {
  let moments: Moment[] = [];
  await page.exposeFunction('stopwatchMoment', (moment: Moment) => void moments.push(moment));
  const script = `(${watch})(${JSON.stringify(selectors)})`;
  await page.addInitScript(script);
  await page.evaluate(script);

  const find = (name: string, text: string) =>
    moments.find((moment) => moment.name === name && moment.text === text);

  return {
    async untilShown(key, ...wanted) {
      moments = [];
      await page.keyboard.press(key);
      const times: number[] = [];
      for (const { name, text, limitMs } of wanted) {
        await poll(`“${text}” in ${name}`, async () => find(name, text) !== undefined, limitMs);
        const pressed = moments.findLast((moment) => moment.name === 'key')?.at ?? Number.NaN;
        times.push((find(name, text)?.at ?? Number.NaN) - pressed);
      }
      return times;
    },
  };
}

/** Resolves when the page has had nothing to do for a second that would keep a key waiting. */
export async function quiet(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let timer;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, 1000);
    };
    new PerformanceObserver(again).observe({ type: 'longtask' });
    again();
  })`);
}

/**
 * Runs in every frame, as text, because the tests' types know no page. It only listens: no frame is asked for idly.
 * The window of a webview keeps its scripts when its document takes the place of the blank one.
 */
const watch = `(selectors) => {
  const tell = (name, text, now) => stopwatchMoment({ name, text, at: performance.timeOrigin + now });
  const last = {};
  const look = () => {
    for (const [name, selector] of Object.entries(selectors)) {
      const text = document.querySelector(selector)?.textContent ?? '';
      if (text === '' || text === last[name]) continue;
      last[name] = text;
      requestAnimationFrame(() => tell(name, text, performance.now()));
    }
  };
  const start = () => {
    if (document.URL === 'about:blank') return setTimeout(start, 1);
    addEventListener('keydown', ({ key, timeStamp }) => tell('key', key, timeStamp), true);
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  };
  start();
}`;
