/**
 * What the diagram is drawn with: boxes with a name and a number, the stream that runs past them, and switches. All text
 * is text, in the drawing's own units; a switch is pressed with the pointer, Space or Enter.
 */
import { html } from "htm/preact";

/** A press that ends a selection of text is none. */
function isSelecting() {
  return getSelection()?.isCollapsed === false;
}

/** What makes a group of shapes a control. @param {() => void} press @param {boolean} [off] */
function pressable(press, off = false) {
  return {
    tabindex: "0",
    "aria-disabled": off ? "true" : null,
    onClick: () => {
      if (!off && !isSelecting()) press();
    },
    onKeyDown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (!off) press();
    },
  };
}

/**
 * A part of the model: its name, its number of parameters, a line that says more, and what is in it.
 * @param {{ at: [number, number, number, number], name: string, label: string, params?: string, more?: string, lit?: string, ghost?: boolean, frame?: boolean, children?: import("preact").ComponentChildren }} props
 *   `at`: x, y, width, height. `lit`: what sets it apart, where something does. `ghost`: it is not in this model. `frame`: it holds other parts, with a control behind its name.
 */
export function Box({
  at,
  name,
  label,
  params,
  more,
  lit = "",
  ghost = false,
  frame = false,
  children,
}) {
  const [x, y, width, height] = at;
  return html`<g class="part" role="group" aria-label=${lit ? `${label}; ${lit}` : label} data-lit=${lit !== ""} data-ghost=${ghost}>
    <rect class="part-box" x=${x} y=${y} width=${width} height=${height} />
    ${lit && html`<rect class="part-mark" x=${x} y=${y} width="5" height=${height} />`}
    <text x=${x + 14} y=${y + (frame ? 27 : 19)}><tspan class="part-name">${name}</tspan>${lit && !frame && html`<tspan class="part-lit" dx="8">${lit}</tspan>`}</text>
    ${params !== undefined && html`<text class="part-params" x=${x + width - 12} y=${y + (frame && !lit ? 27 : 19)}>${params}</text>`}
    ${lit && frame && html`<text class="part-lit part-params" x=${x + width - 12} y=${y + 36}>${lit}</text>`}
    ${more && html`<text class="part-more" x=${x + 14} y=${y + 36}>${more}</text>`}
    ${children}
  </g>`;
}

/**
 * A switch of two positions, both written on it. `checked`: the second one is on.
 * @param {{ at: [number, number, number], label: string, options: [string, string], checked: boolean, press: () => void }} props `at`: x, y, width
 */
export function Switch({ at, label, options, checked, press }) {
  const [x, y, width] = at;
  const half = width / 2;
  return html`<g class="toggle" role="switch" aria-label=${label} aria-checked=${checked} ...${pressable(press)}>
    <rect class="toggle-frame" x=${x} y=${y} width=${width} height=${HIGH} />
    <rect class="toggle-on" x=${checked ? x + half : x} y=${y} width=${half} height=${HIGH} />
    ${options.map((option, i) => html`<text key=${option} class="toggle-text" data-on=${checked === (i === 1)} x=${x + half * (i + 0.5)} y=${y + 20}>${option}</text>`)}
  </g>`;
}

/**
 * A number with a button on each side.
 * @param {{ at: [number, number], value: string, fewer: string, more: string, down: (() => void) | null, up: (() => void) | null }} props `fewer`, `more`: what the buttons do
 */
export function Stepper({ at, value, fewer, more, down, up }) {
  const [x, y] = at;
  return html`<g class="stepper">
    <${Button} at=${[x, y, HIGH]} label=${fewer} press=${down}>−</${Button}>
    <text class="stepper-value" x=${x + 49} y=${y + 20}>${value}</text>
    <${Button} at=${[x + 70, y, HIGH]} label=${more} press=${up}>+</${Button}>
  </g>`;
}

/** @param {{ at: [number, number, number], label: string, press: (() => void) | null, pressed?: boolean, children: import("preact").ComponentChildren }} props */
export function Button({ at, label, press, pressed, children }) {
  const [x, y, width] = at;
  return html`<g class="chip" role="button" aria-label=${label} aria-pressed=${pressed ?? null} ...${pressable(press ?? (() => {}), press === null)}>
    <rect class="chip-box" x=${x} y=${y} width=${width} height=${HIGH} />
    <text class="toggle-text" data-on=${pressed === true} x=${x + width / 2} y=${y + 20}>${children}</text>
  </g>`;
}

/** Height of everything that is pressed: 24 px and more at the drawing's smallest. */
export const HIGH = 30;

/** A line along the stream or between it and a box, drawn through the points. @param {{ through: [number, number][], kind?: string, arrow?: boolean }} props */
export function Line({ through, kind = "stream", arrow = false }) {
  const d = through.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
  const [x, y] = through[through.length - 1];
  const [px, py] = through[through.length - 2];
  const turn = (Math.atan2(y - py, x - px) * 180) / Math.PI;
  return html`<g class=${`wire ${kind}`} aria-hidden="true">
    <path d=${d} />
    ${arrow && html`<path class="wire-head" d="M-7 -4.5L0 0L-7 4.5" transform=${`translate(${x} ${y}) rotate(${turn})`} />`}
  </g>`;
}

/** Where a part's result is added to the stream. @param {{ x: number, y: number }} props */
export function Sum({ x, y }) {
  return html`<g class="sum" aria-hidden="true">
    <circle cx=${x} cy=${y} r="9" />
    <path d=${`M${x - 5} ${y}H${x + 5}M${x} ${y - 5}V${y + 5}`} />
  </g>`;
}
