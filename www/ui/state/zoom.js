/** Zooming the chart without a drag: in and out of the x axis, around where it is read. */
import { xRangeIn } from "../chart/scale.js";
import { crosshair, view, zoom } from "./chart.js";
import { drawn } from "./runs.js";

/** No part of the axis is smaller than this share of it. */
const LEAST_SHARE = 1e-4;

/** Shows `factor` times as much of the x axis. @param {number} factor */
export function zoomBy(factor) {
  const [start, end] = xRangeIn(view.value.x, drawn.value);
  const [from, to] = zoom.value.x ?? [start, end];
  const middle = crosshair.value ?? (from + to) / 2;
  const wide = Math.max((end - start) * LEAST_SHARE, (to - from) * factor);
  if (wide >= end - start) {
    zoom.value = { ...zoom.value, x: null };
    return;
  }
  const share = (middle - from) / (to - from);
  const left = Math.min(end - wide, Math.max(start, middle - share * wide));
  zoom.value = { ...zoom.value, x: [left, left + wide] };
}
