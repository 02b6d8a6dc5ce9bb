/** The sentence under the chart: what can be said now, and no more. */
import { evaluationIn, isPerCharacter, placeOn } from "../chart/units.js";
import { lossInWords, placeInWords, writtenLoss } from "../chart/words.js";
import { count, decimal, listOf, percent } from "../format.js";
import { differing, RECIPE_FIELDS } from "../state/names.js";
import { brokenHow, headlinesRead, isBroken, isOver, isWaiting } from "../state/runs.js";
import { text } from "../text.js";
import { comparison, met } from "./comparable.js";
import { capital, endingOf } from "./ending.js";
import { firstStepAt, gapBetween, NAMED } from "./gap.js";
import { standingOf } from "./standing.js";

/** @typedef {import("../state/runs.js").RunCard} RunCard */

/**
 * @param {RunCard[]} cards @param {import("../state/phase.js").Phase} phase
 * @param {import("./index.js").Lesson | null} lesson Whose runs they are.
 */
export function captionOf(cards, phase, lesson) {
  if (cards.length === 0) return text.chart.idle;
  if (phase === "ended" || isOver(cards))
    return endingOf(cards, lesson ? text.lesson[lesson.id].paper : "");
  if (cards.every((card) => card.step.value === 0)) {
    return cards.length > 1 && cards.every((card) => card.next.value.length > 0)
      ? sameStart(cards)
      : text.chart.idle;
  }
  const going = cards.filter((card) => !isWaiting(card));
  const now = cards.length > 2 ? standingCaption(cards) : pairCaption(going);
  return [...waits(cards), now].join(" ");
}

/** How many runs wait, and for what. @param {RunCard[]} cards */
function waits(cards) {
  const { queued, waiting } = text.chart;
  return /** @type {const} */ ([
    ["queued", queued],
    ["waiting", waiting],
  ]).flatMap(([state, sentence]) => {
    const n = cards.filter((card) => card.state.value === state).length;
    return n > 0 ? [sentence(text.numbers[n] ?? count(n), n)] : [];
  });
}

/**
 * What to press, and what to watch then; empty once something was pressed.
 * @param {RunCard[]} cards @param {import("../state/phase.js").Phase} phase
 * @param {import("./index.js").Lesson | null} lesson Whose runs they are.
 */
export function pressOf(cards, phase, lesson) {
  if (phase !== "idle") return "";
  const count = cards.length || lesson?.recipes("tiny").length || 2;
  return text.chart.press(text.controls.begin(count), count);
}

/** That a run ended before its time, and where. @param {RunCard} card */
function brokenAt(card) {
  const said = brokenHow(card) === "failed" ? text.chart.failed : text.chart.diverged;
  return said(card.short.value, count(card.step.value));
}

/** Where one run or two stand. @param {RunCard[]} cards */
function pairCaption(cards) {
  const broken = cards.find(isBroken);
  if (broken) return brokenAt(broken);
  const [a, b] = cards;
  const last = a?.evals.at(-1);
  if (!b && last) return text.chart.one(a.short.value, decimal(last.loss, 2));
  const gap = b ? gapBetween(a.evals, b.evals) : null;
  if (!gap) return text.chart.started;
  if (!gap.sure) return text.chart.early;
  const [low, high] = gap.low === 0 ? [a, b] : [b, a];
  return text.chart.leads(
    low.short.value,
    high.short.value,
    decimal(gap.nats, 2),
    percent(gap.share),
  );
}

/** What the runs have in common at their start, and no more than that. @param {RunCard[]} cards */
function sameStart(cards) {
  const differ = differing(cards.map((card) => card.config));
  if (differ.includes("seed")) return text.chart.sameHeadlines;
  if (differ.every((field) => RECIPE_FIELDS.has(field)))
    return cards.length > 2 ? text.chart.sameStartAll : text.chart.sameStart;
  return text.chart.sameWhere;
}

/** Where more than two runs stand. @param {RunCard[]} cards */
function standingCaption(cards) {
  const standing = standingOf(cards);
  if (!standing) return text.chart.started;
  const { places, tied, broken } = standing;
  const [low, next] = places;
  const high = places[places.length - 1];
  const fell = broken.map(brokenAt);
  if (low.card.evals.length < NAMED.readings) return [...fell, text.chart.early].join(" ");
  const span = (/** @type {number} */ loss) => decimal(loss - low.loss);
  const sentence = !next
    ? text.chart.one(low.card.short.value, decimal(low.loss, 2))
    : tied.length === places.length - 1
      ? text.chart.lowestAll(span(high.loss))
      : tied.length > 0
        ? text.chart.lowestTied(
            [low, ...tied].map(({ card }) => card.short.value),
            span(tied[tied.length - 1].loss),
            high.card.short.value,
            decimal(high.loss, 2),
          )
        : text.chart.lowest(
            low.card.short.value,
            decimal(low.loss, 2),
            next.card.short.value,
            span(next.loss),
          );
  return [...fell.slice(-1), capital(sentence)].join(" ");
}

/**
 * @typedef {object} Bracket The gap between two runs' ends.
 * @property {number} low Key of the lower run.
 * @property {number} high
 * @property {import("../types.js").Evaluation} lowLast
 * @property {import("../types.js").Evaluation} highLast
 * @property {string} after Headlines that both had read there, where one of them has gone on since; empty between two ends.
 * @property {string} reached When the lower run was where the higher one ended, in words; empty before the end.
 */

/** Headlines that a run had read at a reading which is not its last any more. @param {RunCard} card @param {import("../types.js").Evaluation} reading */
function behind(card, reading) {
  // In lock-step one of two runs is always read a little before the other.
  const later = card.evals.length - 1 - card.evals.indexOf(reading);
  return later > (isOver([card]) ? 0 : 1) ? count(headlinesRead(card, reading.tokens)) : "";
}

/**
 * The gap as the chart's bracket shows it, or null while it is not sure, and where the two do not compare.
 * @param {RunCard[]} cards The two that it is between. @param {import("../chart/units.js").YUnit} unit In which it is named.
 * @returns {Bracket | null}
 */
export function bracketOf(cards, unit) {
  const [a, b] = cards;
  if (!a || !b || isBroken(a) || isBroken(b)) return null;
  if (!comparison(a, b, !isPerCharacter(unit)).named) return null;
  const gap = gapBetween(a.evals, b.evals);
  if (!gap?.sure) return null;
  const [low, high] = gap.low === 0 ? [a, b] : [b, a];
  const last =
    /** @type {{ a: import("../types.js").Evaluation, b: import("../types.js").Evaluation }} */ (
      gap.last
    );
  const [lowLast, highLast] = gap.low === 0 ? [last.a, last.b] : [last.b, last.a];
  const after = behind(low, lowLast) || behind(high, highLast);
  const ended = isOver(cards) && after === "";
  const step = ended ? firstStepAt(low.evals, highLast.loss) : null;
  const steps = count(low.plan.value?.steps ?? 0);
  const reached =
    step === null ? "" : text.chart.gapSteps(low.short.value, high.short.value, count(step), steps);
  return { low: low.key, high: high.key, lowLast, highLast, after, reached };
}

/**
 * Why no gap is named between two runs, or what they do not share although one is; empty where nothing is to be said.
 * @param {RunCard[]} cards @param {import("../chart/units.js").YUnit} unit
 */
export function apartOf([a, b], unit) {
  if (!a || !b) return "";
  const words = text.apart;
  const { named, unknown, differs } = comparison(a, b, !isPerCharacter(unit));
  const texts = listOf(differs.map((one) => words.texts[one]));
  const names = /** @type {const} */ ([a.short.value, b.short.value]);
  const measured = a.evals.length > 0 && b.evals.length > 0;
  if (named && measured && isOver([a, b]) && !met(a, b))
    return `${words.none(...names)} ${words.never}`;
  if (named) return texts && words.besides(...names, texts);
  const reason =
    unknown.length > 0
      ? words.unknown(listOf(unknown.map((card) => card.short.value)))
      : differs.includes("val")
        ? words.differs(texts)
        : words.tokens;
  return `${words.none(...names)} ${reason}`;
}

/** More runs than these are told by their number, and by the two that stand lowest and highest. */
const MOST_TOLD = 3;

/** One sentence that says what the chart shows, for those who cannot see it. @param {RunCard[]} cards @param {import("../state/chart.js").View} view */
export function summaryOf(cards, view) {
  const { summary, summaryRun, summaryEnd, summaryMany, summaryNone } = text.chart;
  const lines = cards.flatMap((card) => {
    const [first, last] = [card.evals[0], card.evals.at(-1)];
    const at = last ? placeOn(view.x, card)(last) : null;
    if (!first || !last || at === null) return [];
    const value = evaluationIn(view.y, last);
    const from = writtenLoss(view.y, evaluationIn(view.y, first));
    const to = lossInWords(view.y, value, 2);
    return [{ name: card.name.value, from, to, place: placeInWords(view.x, at), value }];
  });
  const ends = lines
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value)
    .map(({ name, to, place }) => summaryEnd(name, to, place));
  const told =
    lines.length > MOST_TOLD && ends.length > 0
      ? summaryMany(count(lines.length), ends[0], ends[ends.length - 1])
      : lines.map(({ name, from, to, place }) => summaryRun(name, from, to, place)).join("; ");
  const axes = [text.chart.axes.y[view.y].loss, text.chart.axes.x[view.x].label];
  return summary(axes, told || summaryNone);
}
