/** A pointer over the chart: where it moves the runs are read, where it is dragged over a part of them that is zoomed to. */

/** A shorter drag is a click that shook. */
const LEAST = 6;
/** A drag along one axis alone leaves the other as it is. */
const ALONG = 18;

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box In pixels of the screen. */
/** @typedef {{ x: Box | null, y: Box | null }} Part Along which axes it was dragged. */
/**
 * @typedef {object} Wishes
 * @property {(clientX: number) => void} read
 * @property {() => void} leave
 * @property {(part: Part) => void} zoom
 * @property {() => void} reset
 */

/** Follows the pointer until the element goes. Touch reads, and leaves scrolling to the page. @param {HTMLElement} over @param {Wishes} wishes */
export function followPointer(over, { read, leave, zoom, reset }) {
  /** @type {{ x: number, y: number } | null} */
  let from = null;
  const frame = document.createElement("div");
  frame.className = "zoom-box";
  frame.hidden = true;
  over.append(frame);

  /** @param {PointerEvent} event @returns {Box} */
  function boxTo(event) {
    const rect = over.getBoundingClientRect();
    const start = /** @type {{ x: number, y: number }} */ (from);
    const clamped = (
      /** @type {number} */ value,
      /** @type {number} */ a,
      /** @type {number} */ b,
    ) => Math.min(b, Math.max(a, value));
    const x = clamped(event.clientX, rect.left, rect.right);
    const y = clamped(event.clientY, rect.top, rect.bottom);
    return {
      left: Math.min(start.x, x),
      right: Math.max(start.x, x),
      top: Math.min(start.y, y),
      bottom: Math.max(start.y, y),
    };
  }

  /** @param {Box} box @returns {Part} */
  function partOf(box) {
    const wide = box.right - box.left;
    const high = box.bottom - box.top;
    if (Math.max(wide, high) < LEAST) return { x: null, y: null };
    if (high < ALONG) return { x: box, y: null };
    return wide < ALONG ? { x: null, y: box } : { x: box, y: box };
  }

  /** @param {Box} box */
  function showFrame(box) {
    const rect = over.getBoundingClientRect();
    const { x, y } = partOf(box);
    frame.hidden = !x && !y;
    const shown = {
      left: x ? box.left - rect.left : 0,
      right: x ? box.right - rect.left : rect.width,
      top: y ? box.top - rect.top : 0,
      bottom: y ? box.bottom - rect.top : rect.height,
    };
    frame.style.transform = `translate(${shown.left}px, ${shown.top}px)`;
    frame.style.width = `${shown.right - shown.left}px`;
    frame.style.height = `${shown.bottom - shown.top}px`;
  }

  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    from = { x: event.clientX, y: event.clientY };
    over.setPointerCapture(event.pointerId);
    // Otherwise a drag would mark the names on the chart.
    event.preventDefault();
  });
  over.addEventListener("pointermove", (event) => {
    read(event.clientX);
    if (from) showFrame(boxTo(event));
  });
  over.addEventListener("pointerup", (event) => {
    if (from) {
      const part = partOf(boxTo(event));
      if (part.x || part.y) zoom(part);
    }
    from = null;
    frame.hidden = true;
  });
  over.addEventListener("pointercancel", () => {
    from = null;
    frame.hidden = true;
  });
  over.addEventListener("pointerleave", () => {
    if (!from) leave();
  });
  over.addEventListener("dblclick", reset);
}
