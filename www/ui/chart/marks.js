/**
 * What is written on the chart beside the lines: each run's name at its end, the gap as a bracket between two ends, and
 * the line of uniform guessing. Real text above the canvas, so that it stays sharp, selectable and translatable.
 */
import { text } from "../text.js";
import { stacked } from "./stack.js";

/** Distances in CSS pixels. */
const OFFSET = { label: 8, bracket: 6, gap: 20, apart: 3, beside: 20 };
/** A name that had to give way this far is joined to its line's end. */
const LED = 4;

/**
 * @typedef {{ key: number, name: string, ink: number, x: number, y: number, loss: string, broken: "diverged" | "failed" | null }} End
 *   Of a validation line, in pixels of the plot; `broken`: how the run ended there, before its time.
 * @typedef {{ low: number, high: number, difference: string, share: string, reached: string, spans: boolean }} NamedGap
 *   Between the runs of these keys, in words; `spans`: whether it is the one between their lines' ends.
 */

/** @param {string} className @param {HTMLElement} parent */
function element(className, parent) {
  const made = document.createElement("div");
  made.className = className;
  parent.append(made);
  return made;
}

/** @param {HTMLElement} made @param {number} x @param {number} y */
function place(made, x, y) {
  made.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

/** The name alone gives way where there is little room. @param {End} end */
function nameOf({ name }) {
  const made = document.createElement("span");
  made.className = "mark-name";
  made.textContent = name;
  return made;
}

/** @param {End} end */
function lossOf({ broken, loss }) {
  return broken ? text.runs.states[broken] : loss;
}

/** @param {HTMLElement} over uPlot's layer above the plot. */
export function createMarks(over) {
  const layer = element("marks", over);
  layer.setAttribute("aria-hidden", "true");
  const guess = element("mark-guess", layer);
  guess.textContent = text.chart.guessing;
  const bracket = element("mark-bracket", layer);
  const gap = element("mark-gap", layer);
  const gapNats = element("mark-gap-nats", gap);
  const gapPercent = element("mark-gap-percent", gap);
  const gapSteps = element("mark-gap-steps", gap);
  /** @type {{ label: HTMLElement, leader: HTMLElement, cross: HTMLElement }[]} */
  const marks = [];
  /** @type {HTMLElement[]} */
  const levelNames = [];

  /** @param {number | null} y @param {boolean} left */
  function placeGuess(y, left) {
    guess.dataset.left = String(left);
    guess.hidden = y === null;
    if (y !== null) guess.style.transform = `translateY(${Math.round(y)}px)`;
  }

  /** The names of the paper's figures, at the left. @param {{ name: string, ink: number, y: number }[]} levels @param {number} height */
  function placeLevels(levels, height) {
    while (levelNames.length < levels.length) levelNames.push(element("mark-level", layer));
    for (const [i, label] of levelNames.entries()) {
      label.hidden = !levels[i];
      if (!levels[i]) continue;
      label.dataset.ink = String(levels[i].ink);
      label.textContent = levels[i].name;
    }
    const boxes = levels.map(({ y }, i) => {
      const room = levelNames[i].offsetHeight;
      return { y: y - room / 2 - 1, height: room };
    });
    for (const [i, top] of stacked(boxes, height).entries()) place(levelNames[i], 4, top);
  }

  /**
   * @param {End[]} ends From the upper to the lower. @param {NamedGap | null} named
   * @param {{ width: number, height: number }} room Up to where text may reach.
   */
  function placeEnds(ends, named, room) {
    while (marks.length < ends.length) {
      marks.push({
        leader: element("mark-leader", layer),
        cross: element("mark-cross", layer),
        label: element("mark-end", layer),
      });
    }
    for (const [i, { label, leader, cross }] of marks.entries()) {
      const end = ends[i];
      label.hidden = !end;
      leader.hidden = true;
      cross.hidden = !end?.broken;
      if (!end) continue;
      for (const mark of [label, leader, cross]) mark.dataset.ink = String(end.ink);
      label.replaceChildren(nameOf(end), ` ${lossOf(end)}`);
      if (end.broken) place(cross, end.x, end.y);
    }
    fillGap(named);
    layer.dataset.many = String(ends.length > 2);
    if (ends.length <= 2) placeTwo(ends, named, room);
    else placeMany(ends, named, room);
  }

  /** @param {NamedGap | null} named */
  function fillGap(named) {
    bracket.hidden = !named?.spans;
    gap.hidden = named === null;
    if (!named) return;
    gapNats.textContent = named.difference;
    gapPercent.textContent = named.share;
    gapSteps.textContent = named.reached;
    gapSteps.hidden = named.reached === "";
  }

  /** Two names stand above the upper and below the lower line, the gap between them. @param {End[]} ends @param {NamedGap | null} named @param {{ width: number }} room */
  function placeTwo(ends, named, room) {
    gap.dataset.small = "false";
    const push = placeGap(ends, named);
    ends.forEach((end, i) => {
      const { label } = marks[i];
      const y =
        i === 0 ? end.y - label.offsetHeight - OFFSET.apart - push : end.y + OFFSET.apart + push;
      place(label, Math.min(end.x + OFFSET.label, room.width - label.offsetWidth), y);
    });
  }

  /** @param {End[]} ends @param {NamedGap | null} named @returns {number} How far the names must give way to the gap's text. */
  function placeGap(ends, named) {
    if (!named || ends.length < 2) {
      bracket.hidden = true;
      gap.hidden = true;
      return 0;
    }
    const [upper, lower] = ends;
    const height = lower.y - upper.y;
    const x = Math.max(upper.x, lower.x);
    bracket.style.height = `${Math.round(height)}px`;
    place(bracket, x + OFFSET.bracket, upper.y);
    const room = gap.offsetHeight;
    place(gap, x + OFFSET.gap, upper.y + height / 2 - room / 2);
    return Math.max(0, (room - height) / 2);
  }

  /**
   * More names stand in one column beside the ends, as near to their lines as there is room, and the gap's text among
   * them.
   * @param {End[]} ends @param {NamedGap | null} named @param {{ width: number, height: number }} room
   */
  function placeMany(ends, named, room) {
    gap.dataset.small = "true";
    const from = ends.find((end) => end.key === named?.high);
    const to = ends.find((end) => end.key === named?.low);
    const bracketed = named !== null && from !== undefined && to !== undefined;
    bracket.hidden = !bracketed || !named.spans;
    gap.hidden = !bracketed;
    const x = Math.max(...ends.map((end) => end.x));
    /** @type {{ made: HTMLElement, end: End | null, y: number, height: number }[]} */
    const items = ends.map((end, i) => ({
      made: marks[i].label,
      end,
      y: end.y,
      height: marks[i].label.offsetHeight,
    }));
    if (bracketed) {
      const height = Math.max(0, to.y - from.y);
      bracket.style.height = `${Math.round(height)}px`;
      place(bracket, x + OFFSET.bracket, from.y);
      items.push({ made: gap, end: null, y: from.y + height / 2, height: gap.offsetHeight });
      items.sort((a, b) => a.y - b.y);
    }
    const tops = stacked(items, room.height);
    const widest = Math.max(...items.map(({ made }) => made.offsetWidth));
    const left = Math.min(x + OFFSET.beside, room.width - widest);
    // Where the names need the bracket's room, pieces of it between them would tell nothing.
    if (left < x + OFFSET.gap) bracket.hidden = true;
    for (const [i, { made, end, height }] of items.entries()) {
      place(made, left, tops[i]);
      if (!end) continue;
      const leader = marks[ends.indexOf(end)].leader;
      lead(leader, end, { x: left, y: tops[i] + height / 2 });
    }
  }

  return { placeGuess, placeLevels, placeEnds };
}

/** A hairline from a line's end to its name, where the two are not side by side. @param {HTMLElement} leader @param {End} end @param {{ x: number, y: number }} to */
function lead(leader, end, to) {
  const dx = to.x - end.x - 2;
  const dy = to.y - end.y;
  leader.hidden = Math.abs(dy) < LED && dx < 30;
  if (leader.hidden || dx <= 0) return;
  leader.style.width = `${Math.hypot(dx, dy).toFixed(1)}px`;
  leader.style.transform = `translate(${Math.round(end.x)}px, ${Math.round(end.y)}px) rotate(${Math.atan2(dy, dx)}rad)`;
}
