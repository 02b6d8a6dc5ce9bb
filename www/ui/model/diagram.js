/**
 * The model as one drawing: the stream of numbers on the left, from a headline's tokens down to the next one, and the
 * parts that write to it. Which control stands in a part is the caller's: a recipe switches it, a question asks about it.
 */
import { html } from "htm/preact";
import { count } from "../format.js";
import { text } from "../text.js";
import { Box, Line, Sum } from "./drawing.js";
import { blockOf, FIELDS, partsOf, sumOf } from "./parts.js";

/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("./parts.js").PartName} PartName */
/** A control for a field, in a place of the drawing. @typedef {(field: string, at: [number, number, number]) => import("preact").ComponentChildren} Control */

const words = text.model;

/** The drawing's own units: as wide as a phone's screen leaves room for. */
const WIDTH = 360;
const HEIGHT = 682;
/** The stream, the left and the right edge of the boxes, and the tie between head and embedding. */
const X = { stream: 20, left: 50, right: 340, tie: 351 };
const WIDE = X.right - X.left;
/** Where each part begins, and how high it is. */
const Y = /** @type {const} */ ({
  token: [30, 46],
  positions: [88, 70],
  block: [176, 304],
  firstNorm: [220, 70],
  attention: [300, 70],
  secondNorm: [382, 30],
  mlp: [422, 46],
  finalNorm: [492, 30],
  head: [534, 46],
  below: [616, 64],
});

/** @param {keyof typeof Y} part @returns {[number, number, number, number]} */
const placeOf = (part) => [X.left, Y[part][0], WIDE, Y[part][1]];

/** Half-way down a part. @param {keyof typeof Y} part */
const middle = (part) => Y[part][0] + Y[part][1] / 2;

/** From the stream into the first of two boxes, on to the second, and back. @param {{ first: keyof typeof Y, second: keyof typeof Y }} props */
function Branch({ first, second }) {
  const x = X.left + 26;
  const below = Y[first][0] + Y[first][1];
  return html`
    <${Line} through=${[[X.stream, middle(first)], [X.left, middle(first)]]} kind="branch" arrow />
    <${Line} through=${[[x, below], [x, Y[second][0]]]} kind="branch" arrow />
    <${Line} through=${[[X.left, middle(second)], [X.stream + 9, middle(second)]]} kind="branch" arrow />
    <${Sum} x=${X.stream} y=${middle(second)} />
  `;
}

/** The wires: under the boxes, so that these cover what runs behind them. @param {{ rope: boolean }} props */
function Wires({ rope }) {
  const last = middle("finalNorm");
  return html`
    <${Line} through=${[[X.left, middle("token")], [X.stream, middle("token")], [X.stream, last], [X.left, last]]} arrow />
    <${Line} through=${[[X.left + 26, Y.finalNorm[0] + Y.finalNorm[1]], [X.left + 26, Y.head[0]]]} arrow />
    <${Line} through=${[[X.right, middle("head")], [X.tie, middle("head")], [X.tie, middle("token")], [X.right, middle("token")]]} kind="tie" arrow />
    ${
      !rope &&
      html`<${Line} through=${[[X.left, middle("positions")], [X.stream + 9, middle("positions")]]} kind="branch" arrow />
      <${Sum} x=${X.stream} y=${middle("positions")} />`
    }
    <${Branch} first="firstNorm" second="attention" />
    <${Branch} first="secondNorm" second="mlp" />
  `;
}

/**
 * @param {{ config: Config, title: string, lit: (fields: string[]) => string, control: Control }} props
 *   `lit`: what sets these fields apart from the other runs or from the preset, in a few words; "" where nothing does
 */
export function Diagram({ config, title, lit, control }) {
  const parts = partsOf(config);
  const of = (/** @type {PartName} */ name) =>
    parts.find((part) => part.name === name)?.params ?? 0;
  const rope = config.position === "rope";
  const block = sumOf(blockOf(parts));
  /** @param {PartName} name */
  const box = (name) => ({
    at: placeOf(name),
    name: words.parts[name],
    label: words.partOf(words.parts[name], count(of(name))),
    params: count(of(name)),
    lit: lit(FIELDS[name]),
  });
  const d = count(config.d_model);
  const under = (/** @type {keyof typeof Y} */ name) => Y[name][0] + 32;
  return html`<svg class="model" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label=${title}>
    <text class="model-end" x=${X.left} y="18">${words.input}</text>
    <text class="model-column" x=${X.right - 12} y="18">${words.column}</text>
    <${Box} at=${[34, Y.block[0], 310, Y.block[1]]} frame name=${words.block} label=${words.partOf(words.blockName, count(block))} params=${words.inAll(count(block))} lit=${lit(FIELDS.block)} />
    <${Wires} rope=${rope} />
    <${Box} ...${box("token")} more=${words.table(count(config.vocab_size), d)} />
    <${Box} ...${box("positions")} ghost=${rope}>
      ${control("position", [X.left + 14, under("positions"), WIDE - 26])}
    </${Box}>
    ${control("n_layer", [X.left + 56, Y.block[0] + 8, 98])}
    <${Box} ...${box("firstNorm")}>
      ${control("norm", [X.left + 14, under("firstNorm"), WIDE - 26])}
    </${Box}>
    <${Box} ...${box("attention")}>
      <text class="part-more" x=${X.left + 14} y=${under("attention") + 19}>${words.heads}</text>
      ${control("n_head", [X.left + 56, under("attention"), 98])}
      ${rope && html`<text class="part-more turned" x=${X.right - 12} y=${under("attention") + 19}>${words.turned}</text>`}
    </${Box}>
    <${Box} ...${box("secondNorm")} />
    <${Box} ...${box("mlp")} more=${words.mlp(d, count(4 * config.d_model))} />
    <${Box} ...${box("finalNorm")} />
    <${Box} ...${box("head")} more=${words.tied} />
    <text class="model-end" x=${X.left} y="598">${words.output}</text>
    <${Below} field="init" fields=${FIELDS.weights} x=${8} lit=${lit} control=${control} />
    <${Below} field="dropout" fields=${FIELDS.dropout} x=${184} lit=${lit} control=${control} />
  </svg>`;
}

/** What belongs to no single part. @param {{ field: "init" | "dropout", fields: string[], x: number, lit: (fields: string[]) => string, control: Control }} props */
function Below({ field, fields, x, lit, control }) {
  const [y, height] = Y.below;
  const name = words.parts[field];
  return html`<${Box} at=${[x, y, 168, height]} name=${name} label=${name} lit=${lit(fields) ? words.differs : ""}>
    ${control(field, [x + 10, y + 29, 148])}
  </${Box}>`;
}

/** All parameters of a model, as the diagram adds them up. @param {Config} config */
export function total(config) {
  return count(sumOf(partsOf(config)));
}
