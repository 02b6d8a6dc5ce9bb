/**
 * A line of any number of points as one of at most four a pixel column: the first, the lowest, the highest and the last
 * of each. Drawn, the two cannot be told apart. Points are added as they come, each once. Pure.
 */

/** Numbers kept of a column: x and y of its first, lowest, highest and last point. */
const KEPT = 8;

/** @typedef {(x: number, y: number) => void} Visit */

/** @typedef {ReturnType<typeof createColumns>} Columns */

/**
 * Columns over a range of x. Points must come in the order of their x. Of those before the range the last is kept, and of
 * those after it the first, so that a line enters and leaves.
 * @param {[number, number]} range @param {number} count
 */
export function createColumns([from, to], count) {
  const inside = Math.max(1, Math.floor(count));
  const points = new Float64Array(KEPT * (inside + 2));
  const filled = new Uint8Array(inside + 2);
  const scale = to > from ? inside / (to - from) : 0;

  /** The columns are 1 to `inside`; 0 and the one after them are for what lies outside. @param {number} x */
  function columnOf(x) {
    if (x < from) return 0;
    if (x > to) return inside + 1;
    return 1 + Math.min(inside - 1, Math.floor((x - from) * scale));
  }

  /** @param {number} x @param {number} y */
  function add(x, y) {
    const column = columnOf(x);
    const at = column * KEPT;
    const after = column === inside + 1;
    if (after && filled[column]) return;
    if (!filled[column] || column === 0) {
      filled[column] = 1;
      for (let i = 0; i < KEPT; i += 2) {
        points[at + i] = x;
        points[at + i + 1] = y;
      }
      return;
    }
    if (y < points[at + 3]) {
      points[at + 2] = x;
      points[at + 3] = y;
    }
    if (y > points[at + 5]) {
      points[at + 4] = x;
      points[at + 5] = y;
    }
    points[at + 6] = x;
    points[at + 7] = y;
  }

  /** Every kept point once, in the order of x. @param {Visit} visit */
  function each(visit) {
    for (let column = 0; column < filled.length; column += 1) {
      if (!filled[column]) continue;
      const at = column * KEPT;
      const lowFirst = points[at + 2] <= points[at + 4];
      const order = lowFirst ? [0, 2, 4, 6] : [0, 4, 2, 6];
      let lastX = Number.NaN;
      let lastY = Number.NaN;
      for (const i of order) {
        const x = points[at + i];
        const y = points[at + i + 1];
        if (x === lastX && y === lastY) continue;
        visit(x, y);
        lastX = x;
        lastY = y;
      }
    }
  }

  /** The last point of each column that has one, for marks that would lie on top of each other. @param {Visit} visit */
  function lastOfEach(visit) {
    for (let column = 1; column <= inside; column += 1)
      if (filled[column]) visit(points[column * KEPT + 6], points[column * KEPT + 7]);
  }

  return { add, each, lastOfEach };
}
