/** The crosshair's line through all panes and its dots on the losses. What it reads is told beside it. */

/** @param {HTMLElement} parent @param {string} className */
function element(parent, className) {
  const made = document.createElement("div");
  made.className = className;
  made.hidden = true;
  parent.append(made);
  return made;
}

/** @param {import("uplot")[]} plots The losses first. */
export function createCross(plots) {
  const lines = plots.map(({ over }) => element(over, "cross-line"));
  const [{ over }] = plots;
  /** @type {HTMLElement[]} */
  const dots = [];

  function hide() {
    for (const one of [...lines, ...dots]) one.hidden = true;
  }

  /** @param {number} x In CSS pixels of the plot. @param {{ x: number, y: number, ink: number }[]} spots */
  function show(x, spots) {
    for (const line of lines) {
      line.hidden = x < 0 || x > over.clientWidth;
      line.style.transform = `translateX(${x.toFixed(1)}px)`;
    }
    while (dots.length < spots.length) dots.push(element(over, "cross-dot"));
    for (const [i, dot] of dots.entries()) {
      const spot = spots[i];
      dot.hidden = !spot || spot.x < 0 || spot.x > over.clientWidth;
      if (!spot) continue;
      dot.dataset.ink = String(spot.ink);
      dot.style.transform = `translate(${spot.x.toFixed(1)}px, ${spot.y.toFixed(1)}px)`;
    }
  }

  return { show, hide };
}
