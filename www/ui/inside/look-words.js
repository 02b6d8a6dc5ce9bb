/** What is said of a head's looks: each figure comes from the shares themselves. */
import { decimal, percent } from "../format.js";
import { text } from "../text.js";
import { evennessOf, habitsOf, mostOf } from "./looks.js";
import { probability } from "./words.js";

const words = text.inside.attention;

/** @typedef {import("./looks.js").Look} Look */

/** Tokens named in a sentence about one. */
const NAMED = 4;
/** From here on a head's looks are called even, and one place is what it mostly looks at. */
const EVEN = 0.97;
const MOSTLY = 0.5;
/** One place stands out where it is looked at so many times as much as an even look would. */
const STANDS_OUT = 1.5;

/** A token as it stands beside a map: without the space before a word. @param {string[]} tokens @param {number} i */
export function markOf(tokens, i) {
  if (i === 0) return words.start;
  const token = tokens[i];
  if (token === "<eos>") return text.writers.end;
  return token.trim() || token.replaceAll(" ", text.writers.space);
}

/** A token in a sentence. @param {string[]} tokens @param {number} i */
const nameOf = (tokens, i) => (i === 0 ? words.theStart : words.token(markOf(tokens, i)));

/** A number and its sign stay on one line. @param {string} share */
const unbroken = (share) => share.replace(" ", "\u00a0");

/** @param {number} share */
const inPercent = (share) => unbroken(percent(share));

/** How even, as a percentage: near even a tenth counts. @param {number | null} evenness */
export function evenly(evenness) {
  if (evenness === null || Number.isNaN(evenness)) return "–";
  return unbroken(text.number.percent(decimal(100 * evenness, evenness > 0.9 ? 1 : 0)));
}

/** What a token looks at most, as a list. @param {string[]} tokens @param {Look} look @param {number} q @param {number} [n] */
export function lookedAt(tokens, look, q, n = NAMED) {
  const most = mostOf(look, q, n).map(({ k, share }) =>
    words.share(k === q ? words.self : nameOf(tokens, k), unbroken(probability(share))),
  );
  return most.join(", ");
}

/** ‘language’ looks at: ‘Rust’ 62 %, itself 20 %. @param {string[]} tokens @param {Look} look @param {number} q */
export function lookSentence(tokens, look, q) {
  if (q === 0) return words.only;
  return words.looks(nameOf(tokens, q), lookedAt(tokens, look, q));
}

/** What one sees in a map, in a sentence; empty for a headline of too few tokens. @param {Look} look */
export function habitSentence(look) {
  const habits = habitsOf(look);
  const evenness = evennessOf(look);
  if (!habits || evenness === null || Number.isNaN(evenness)) return "";
  if (evenness >= EVEN) return words.even;
  const { previous, first, itself, even } = habits;
  const places = /** @type {const} */ ([
    ["previous", previous],
    ["first", first],
    ["itself", itself],
  ]);
  const [habit, share] = places.reduce((most, one) => (one[1] > most[1] ? one : most));
  if (share >= MOSTLY) return words.mostly[habit](inPercent(share));
  if (share >= STANDS_OUT * even) return words.more[habit](inPercent(share), inPercent(even));
  return words.none(inPercent(previous), inPercent(first), inPercent(itself));
}

/** A map in a sentence, for those who can't see it. @param {{ name: string, place: string, look: Look }} of */
export function mapSentence({ name, place, look }) {
  return words.map(name, place, evenly(evennessOf(look)), habitSentence(look)).trim();
}
