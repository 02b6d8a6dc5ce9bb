/** Lines, rings and levels on a canvas. */
import uPlot from "uplot";

/** @typedef {import("./strokes.js").Stroke} Stroke */
/** @typedef {{ u: uPlot, position: (value: number) => number, scale: number }} Surface `position`: a value on the y scale; `scale`: of the type. */

/** Draws inside the plot and leaves the canvas as it was. @param {Surface} surface @param {(ctx: CanvasRenderingContext2D) => void} draw */
export function inside({ u }, draw) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

/** Thinner lines zigzag within each pixel: they need no round corners, which cost most of their drawing. */
const FINE = 2;

/** @param {CanvasRenderingContext2D} ctx @param {Stroke} stroke @param {number} scale */
function take(ctx, { colour, width, dash }, scale) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width * scale * uPlot.pxRatio;
  ctx.lineJoin = width < FINE ? "bevel" : "round";
  ctx.lineCap = "butt";
  ctx.setLineDash(dash.map((length) => length * scale * uPlot.pxRatio));
}

/** From values to pixels of the canvas; quicker than asking uPlot for each point. @param {Surface} surface */
function pixelsOf({ u, position }) {
  const { left, top, width, height } = u.bbox;
  const { min: fromX = 0, max: toX = 1 } = u.scales.x;
  const { min: fromY = 0, max: toY = 1 } = u.scales.y;
  const perX = width / (toX - fromX);
  const perY = height / (toY - fromY);
  return {
    x: (/** @type {number} */ value) => left + (value - fromX) * perX,
    y: (/** @type {number} */ value) => top + (toY - position(value)) * perY,
  };
}

/** @param {Surface} surface @param {import("./columns.js").Columns} columns @param {Stroke} stroke */
export function paintLine(surface, columns, stroke) {
  const to = pixelsOf(surface);
  const { ctx } = surface.u;
  take(ctx, stroke, surface.scale);
  ctx.beginPath();
  let begun = false;
  columns.each((x, y) => {
    if (begun) ctx.lineTo(to.x(x), to.y(y));
    else ctx.moveTo(to.x(x), to.y(y));
    begun = true;
  });
  ctx.stroke();
}

/** @param {Surface} surface @param {import("./columns.js").Columns} columns @param {{ size: number, width: number, colour: string, fill: string }} ring */
export function paintRings(surface, columns, { size, width, colour, fill }) {
  const to = pixelsOf(surface);
  const { ctx } = surface.u;
  take(ctx, { colour, width, dash: [] }, surface.scale);
  ctx.fillStyle = fill;
  const radius = ((size - width) / 2) * surface.scale * uPlot.pxRatio;
  ctx.beginPath();
  columns.lastOfEach((x, y) => {
    const [cx, cy] = [to.x(x), to.y(y)];
    ctx.moveTo(cx + radius, cy);
    ctx.arc(cx, cy, radius, 0, 2 * Math.PI);
  });
  ctx.fill();
  ctx.stroke();
}

/** A line across the whole plot. @param {Surface} surface @param {number} value @param {Stroke} stroke */
export function paintLevel(surface, value, stroke) {
  const { ctx, bbox } = surface.u;
  const y = Math.round(pixelsOf(surface).y(value));
  take(ctx, stroke, 1);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
}
