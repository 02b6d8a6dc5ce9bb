/** Labels in a column: each as near to its own height as the others let it. */

/**
 * Tops of boxes that stand one below the other without touching, with the least sum of squared distances between their
 * middles and where these should be: boxes that would overlap move as one group around their mean.
 * @param {{ y: number, height: number }[]} boxes In their order, with the middle that each should have.
 * @param {number} room The column's height; boxes stay inside where they fit at all.
 * @returns {number[]}
 */
export function stacked(boxes, room) {
  /** @type {{ from: number, count: number, height: number, wanted: number }[]} */
  const groups = [];
  boxes.forEach((box, i) => {
    groups.push({ from: i, count: 1, height: box.height, wanted: box.y - box.height / 2 });
    while (groups.length > 1) {
      const last = groups[groups.length - 1];
      const before = groups[groups.length - 2];
      if (topOf(before, room) + before.height <= topOf(last, room)) break;
      groups.splice(-2, 2, merged(before, last));
    }
  });
  const tops = new Array(boxes.length);
  for (const group of groups) {
    let top = topOf(group, room);
    for (let i = group.from; i < group.from + group.count; i += 1) {
      tops[i] = top;
      top += boxes[i].height;
    }
  }
  return tops;
}

/** @typedef {{ from: number, count: number, height: number, wanted: number }} Group `wanted`: the mean of the tops at which its first box would suit each of its boxes. */

/** @param {Group} group @param {number} room */
function topOf(group, room) {
  return Math.max(0, Math.min(group.wanted, room - group.height));
}

/** @param {Group} a @param {Group} b @returns {Group} */
function merged(a, b) {
  const count = a.count + b.count;
  const wanted = (a.wanted * a.count + (b.wanted - a.height) * b.count) / count;
  return { from: a.from, count, height: a.height + b.height, wanted };
}
