import type { Page } from 'playwright-core';

/** One task of a document that kept its thread for more than 50 ms (W3C, Long Tasks API). */
export interface LongTask {
  /** The title of the document that it belongs to. */
  readonly title: string;
  readonly milliseconds: number;
}

export interface LongTasks {
  /** The longest one since it was last asked, of documents whose title has these words; 0 when none took over 50 ms. */
  longest(title: string): number;
  forget(): void;
}

/** Watches every frame of the page, also frames yet to come. */
export async function watchLongTasks(page: Page): Promise<LongTasks> {
  let tasks: LongTask[] = [];
  await page.exposeFunction('longTaskEnded', (task: LongTask) => void tasks.push(task));
  await page.addInitScript(watch);
  await page.evaluate(watch);
  return {
    longest: (title) =>
      Math.max(
        0,
        ...tasks.filter((task) => task.title.includes(title)).map((task) => task.milliseconds),
      ),
    forget() {
      tasks = [];
    },
  };
}

/** As text, because the tests' types know no page. A frame is told of its neighbours' tasks, too: `self` are its own. */
const watch = `(() => {
  const tell = (list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'self') longTaskEnded({ title: document.title, milliseconds: duration });
    }
  };
  new PerformanceObserver(tell).observe({ type: 'longtask' });
})()`;
