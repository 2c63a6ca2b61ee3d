import assert from 'node:assert/strict';
import {
  isScaled,
  lastOffset,
  longestTrack,
  offsetAt,
  offsetShowing,
  rowsIn,
  scaleOf,
  scrollTopAt,
} from '../../webview/results/scale';

const rowHeight = 22;
const viewport = 440;

describe('the scroll scale of the grid', () => {
  it('leaves a short result alone: a scroll position is an offset', () => {
    const scale = scaleOf(1000 * rowHeight, viewport);
    assert.equal(isScaled(scale), false);
    assert.equal(scale.track, 22_000);
    assert.equal(offsetAt(scale, 123.5), 123.5);
    assert.equal(scrollTopAt(scale, 5000), 5000);
  });

  it('keeps the track of a long result under what Chromium can lay out', () => {
    assert.equal(scaleOf(1_000_000 * rowHeight, viewport).track, longestTrack);
    assert.ok(longestTrack * 4 < 33_554_428);
  });

  for (const rowCount of [1_000_000, 5_000_000]) {
    it(`reaches exactly the first and the last of ${rowCount} rows`, () => {
      const scale = scaleOf(rowCount * rowHeight, viewport);
      const end = offsetAt(scale, scale.track - viewport);
      assert.equal(end, rowCount * rowHeight - viewport);
      assert.deepEqual(rowsIn(end, viewport, rowHeight, rowCount), {
        first: rowCount - 20,
        last: rowCount - 1,
      });
      assert.equal(rowsIn(offsetAt(scale, 0), viewport, rowHeight, rowCount).first, 0);
    });
  }

  it('reaches the end when the browser rounds the last scroll position down', () => {
    const scale = scaleOf(5_000_000 * rowHeight, viewport);
    assert.equal(offsetAt(scale, scale.track - viewport - 0.6), lastOffset(scale));
  });

  it('puts the scroll bar at the end only for the last offset', () => {
    const scale = scaleOf(5_000_000 * rowHeight, viewport);
    assert.equal(scrollTopAt(scale, lastOffset(scale)), longestTrack - viewport);
    assert.equal(scrollTopAt(scale, 0), 0);
    assert.equal(scrollTopAt(scale, lastOffset(scale) / 2), (longestTrack - viewport) / 2);
  });

  it('has no way to scroll a result that fits', () => {
    assert.equal(lastOffset(scaleOf(3 * rowHeight, viewport)), 0);
    assert.equal(scrollTopAt(scaleOf(3 * rowHeight, viewport), 900), 0);
  });
});

describe('the rows in view', () => {
  it('counts a row that is cut at either edge', () => {
    assert.deepEqual(rowsIn(10, 440, 22, 1000), { first: 0, last: 20 });
  });

  it('ends at the last row', () => {
    assert.deepEqual(rowsIn(0, 440, 22, 3), { first: 0, last: 2 });
  });

  it('is empty for a result without rows', () => {
    assert.deepEqual(rowsIn(0, 440, 22, 0), { first: 0, last: -1 });
  });

  it('stays where it is for a row in view, and moves no further than needed', () => {
    assert.equal(offsetShowing(5, 100, 440, 22), 100);
    assert.equal(offsetShowing(2, 100, 440, 22), 44);
    assert.equal(offsetShowing(30, 100, 440, 22), 242);
  });
});
