/** The chart as a picture of its own: the same lines of the same readings, on a sheet with a title and a key. */
import { text } from "../../text.js";
import { xMarks, yMarks } from "../axes.js";
import { namedGap } from "../ends.js";
import { gutterOf, rangesOf } from "../layout.js";
import { linesOf, STRIPS, stripLines } from "../lines.js";
import { createExtremes, stripAxis } from "../strips.js";
import { ringOf, stripStroke, strokeOf } from "../strokes.js";
import { placeOn } from "../units.js";
import { endMarks } from "./ends.js";
import { breakMarks, scaleTo, xAxis, yAxis } from "./frame.js";
import { levelLines, levelNames } from "./levels.js";
import { escaped, line, tag, words } from "./markup.js";

/** In pixels; a slide or a page is about as wide. */
const SIZE = {
  width: 960,
  left: 62,
  top: 86,
  plot: 360,
  strip: 62,
  between: 12,
  axis: 56,
  foot: 18,
};
/** Letters that fit into a line of the sentence below, and how far its lines are apart. */
const LINE_LETTERS = 125;
const LINE = 20;
/** About how wide a letter beside a strip is. */
const STRIP_LETTER = 7;
const TYPE = { title: 23, unit: 17, text: 13.5, key: 12.5, foot: 15 };
/** Names in the picture are a little larger than on the page. */
const NAME_SCALE = 1.12;
/** Rings closer than this would lie on top of each other. */
const RING_APART = 3;
/** The clip of the losses' plot. */
const CLIP = "url(#plot)";

/** @typedef {import("../../state/runs.js").RunCard} RunCard */
/** @typedef {import("../../state/chart.js").View} View */
/** @typedef {import("../lines.js").Line} Line */
/**
 * @typedef {object} Pictured
 * @property {RunCard[]} cards
 * @property {View} view
 * @property {import("../layout.js").Zoom} zoom
 * @property {import("../../lessons/caption.js").Bracket | null} bracket
 * @property {string} caption The sentence under it.
 * @property {import("../palette.js").Palette} colours
 */
/**
 * @typedef {object} Sheet What each part of a picture is drawn from.
 * @property {RunCard[]} cards
 * @property {View} view
 * @property {import("../palette.js").Palette} colours
 * @property {import("./frame.js").Box} box The losses' plot.
 * @property {ReturnType<typeof rangesOf>} ranges
 * @property {import("./frame.js").Scale} to
 */

/** @param {Pictured} pictured @returns {{ markup: string, width: number, height: number }} `markup` is a whole file. */
export function pictureOf({ cards, view, zoom, bracket, caption, colours }) {
  const ranges = rangesOf(cards, view, zoom);
  const gutter = gutterOf(cards, SIZE.width, NAME_SCALE);
  const box = {
    left: SIZE.left,
    top: SIZE.top,
    width: SIZE.width - SIZE.left - gutter,
    height: SIZE.plot,
  };
  const to = scaleTo(box, ranges.x, ranges.y, view.log);
  /** @type {Sheet} */
  const sheet = { cards, view, colours, box, ranges, to };
  const strips = view.strips ? STRIPS.map((name, i) => stripBox(box, name, i)) : [];
  const lowest = strips.at(-1)?.box ?? box;
  const said = linesIn(caption, LINE_LETTERS);
  const under = lowest.top + lowest.height + SIZE.axis;
  const height = under + SIZE.foot + said.length * LINE;
  const named = bracket && !zoom.x && !zoom.y ? namedGap(bracket, view.y) : null;
  const along = xMarks(ranges.x, box.width, false);
  const losses = linesOf(cards, view).map((one) => drawn(one, sheet));
  const inner = [
    tag("title", {}, escaped(text.chart.axes.y[view.y].title)),
    tag("defs", {}, clip("plot", box), ...strips.map((one) => clip(one.name, one.box))),
    tag("rect", { width: SIZE.width, height, fill: colours.paper }),
    heading(sheet),
    yAxis(
      box,
      to,
      yMarks(ranges.y, box.height, { log: view.log, whole: view.y === "perplexity" }),
      colours,
    ),
    levelLines(sheet),
    tag("g", { "clip-path": CLIP }, ...losses),
    levelNames(sheet),
    endMarks(sheet, named),
    ...strips.map((one) => strip(one, sheet)),
    xAxis(lowest, to, along, colours, text.chart.axes.x[view.x].label),
    breakMarks(box, breaksIn(sheet), colours),
    foot(said, under + LINE, sheet),
  ];
  return { markup: whole(inner, height, colours.sans), width: SIZE.width, height };
}

/** Where runs stood still, in pixels. @param {Sheet} sheet */
function breaksIn({ cards, view, ranges, to }) {
  const places = cards.flatMap((card) =>
    card.breaks.flatMap((one) => placeOn(view.x, card)(one) ?? []),
  );
  const inside = places.filter((x) => x >= ranges.x[0] && x <= ranges.x[1]);
  return [...new Set(inside)].map((x) => to.x(x));
}

/** @param {string[]} inner @param {number} height @param {string} font */
function whole(inner, height, font) {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    width: SIZE.width,
    height,
    viewBox: `0 0 ${SIZE.width} ${height}`,
    "font-family": font,
    "font-size": TYPE.text,
  };
  return tag("svg", attributes, ...inner);
}

/** @param {string} id @param {import("./frame.js").Box} box */
function clip(id, { left, top, width, height }) {
  return tag("clipPath", { id }, tag("rect", { x: left, y: top, width, height }));
}

/** @param {Sheet} sheet */
function heading({ view, colours }) {
  const { title, unit } = text.chart.axes.y[view.y];
  const serif = { "font-family": colours.serif };
  const name = { ...serif, "font-size": TYPE.title, "font-weight": 700, fill: colours.strong };
  const said = { ...serif, "font-size": TYPE.unit, "font-style": "italic", fill: colours.ink };
  const left = 20;
  const page = { ...serif, "font-size": TYPE.unit, "font-weight": 700, fill: colours.ink };
  return (
    words(left, 32, title, name) +
    words(SIZE.width - 20, 32, text.name, { ...page, "text-anchor": "end" }) +
    words(left, 54, unit, said) +
    key(left, 73, colours)
  );
}

/** What the three kinds of line are. @param {number} x @param {number} y @param {import("../palette.js").Palette} colours */
function key(x, y, colours) {
  const style = { "font-size": TYPE.key, fill: colours.rule };
  const stroke = (/** @type {number} */ from, /** @type {number} */ width) =>
    line(
      [
        [from, y - 4],
        [from + 24, y - 4],
      ],
      { colour: width > 1 ? colours.ink : colours.rule, width, dash: [] },
    );
  const ring = { cx: x + 304, cy: y - 4, r: 2.6, fill: "none", stroke: colours.ink };
  return [
    stroke(x, 3),
    words(x + 31, y, text.chart.legendBold, style),
    stroke(x + 214, 1),
    words(x + 245, y, text.chart.legendFaint, style),
    tag("circle", ring),
    words(x + 314, y, text.chart.legendGlance, style),
  ].join("");
}

/** @param {import("../columns.js").Columns} columns @param {import("./frame.js").Scale} to @returns {[number, number][]} */
function pointsOf(columns, to) {
  /** @type {[number, number][]} */
  const points = [];
  columns.each((x, y) => points.push([to.x(x), to.y(y)]));
  return points;
}

/** A run's losses, as the page draws them. @param {Line} one @param {Sheet} sheet */
function drawn(one, { cards, view, colours, box, ranges, to }) {
  if (one.kind !== "glances") {
    const stroke = strokeOf(one, cards.length, colours, view.smooth > 0);
    return line(pointsOf(one.track.follow(ranges.x, box.width), to), stroke);
  }
  const { size, width } = ringOf(cards.length);
  const ring = { r: (size - width) / 2, fill: colours.paper, stroke: colours.runs[one.card.ink] };
  /** @type {string[]} */
  const rings = [];
  one.track
    .follow(ranges.x, box.width / RING_APART)
    .lastOfEach((x, y) => rings.push(tag("circle", { cx: to.x(x), cy: to.y(y), ...ring })));
  return rings.join("");
}

/** @param {import("./frame.js").Box} box Of the losses. @param {import("../lines.js").StripName} name @param {number} i */
function stripBox(box, name, i) {
  const top = box.top + box.height + SIZE.between + i * (SIZE.strip + SIZE.between);
  return { name, box: { ...box, top, height: SIZE.strip } };
}

/** @param {ReturnType<typeof stripBox>} strip @param {Sheet} sheet */
function strip({ name, box }, { cards, view, colours, ranges }) {
  const { range, log, marked } = stripAxis(name, createExtremes(cards, name)());
  const to = scaleTo(box, ranges.x, range, log);
  const lines = stripLines(name, cards, view).map((one) =>
    line(pointsOf(one.track.follow(ranges.x, box.width), to), stripStroke(one, colours)),
  );
  const said = { "font-family": colours.serif, "font-style": "italic", fill: colours.ink };
  const right = box.left + box.width;
  const beside = linesIn(text.chart.axes.strips[name], (SIZE.width - right) / STRIP_LETTER);
  return (
    yAxis(box, to, marked, colours) +
    tag("g", { "clip-path": `url(#${name})` }, ...lines) +
    beside.map((one, i) => words(right + 10, box.top + 14 + i * 16, one, said)).join("")
  );
}

/** A sentence in as many lines as it takes. @param {string} sentence @param {number} letters */
function linesIn(sentence, letters) {
  /** @type {string[]} */
  const lines = [];
  for (const word of sentence.split(" ")) {
    const now = lines.at(-1);
    if (now === undefined || now.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = `${now} ${word}`;
  }
  return lines;
}

/** @param {string[]} lines @param {number} top @param {Sheet} sheet */
function foot(lines, top, { colours }) {
  const serif = { "font-family": colours.serif, "font-size": TYPE.foot, fill: colours.strong };
  return lines.map((one, i) => words(20, top + i * LINE, one, serif)).join("");
}
