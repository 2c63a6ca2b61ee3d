import { h } from '../dom';

/** The scrolling element, the track that is as long as its content, and the layer that stays in view. */
export function createScroller(label: string, columnCount: number) {
  const layer = h('div', { class: 'layer' });
  const track = h('div', { class: 'track' }, layer);
  const scroller = h(
    'div',
    {
      class: 'grid',
      role: 'grid',
      tabindex: 0,
      'aria-label': label,
      'aria-readonly': 'true',
      'aria-multiselectable': 'true',
      'aria-colcount': columnCount + 1,
    },
    track,
  );
  return { scroller, track, layer };
}

/** In pixels. */
export function sizeLayer(
  { style }: HTMLElement,
  size: {
    readonly width: number;
    readonly height: number;
    readonly rowHeight: number;
    /** Of the row numbers. */
    readonly gutter: number;
  },
) {
  style.width = `${size.width}px`;
  style.height = `${size.height}px`;
  style.setProperty('--row-height', `${size.rowHeight}px`);
  style.setProperty('--gutter', `${size.gutter}px`);
}
