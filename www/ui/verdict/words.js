/** A verdict in words, made from its figures alone; what the paper says stands apart from it and is cited as the paper's. */
import { decimal, listOf, percent, printed, setting } from "../format.js";
import { EPIC1, MODERN } from "../tables/paper.js";
import { text } from "../text.js";
import { chanceOfOneSign, LEAST_PAIRS } from "./verdict.js";

/** @typedef {import("./verdict.js").Verdict} Verdict */
/** The two variants as a sentence calls them. @typedef {{ asked: string, reference: string }} Nouns */

const words = text.verdict;

/** Losses are shown with so many digits; what rounds to nothing is called equal. */
const SHOWN = 0.0005;

const signedNumber = new Intl.NumberFormat(text.locale, {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: "exceptZero",
});

/** A difference with its sign: "−0.012". @param {number} nats */
export function signed(nats) {
  return signedNumber.format(nats).replace("-", "−");
}

const twoDigitNumber = new Intl.NumberFormat(text.locale, { maximumSignificantDigits: 2 });

/** A floor: "0.0014". @param {number} nats */
function twoDigits(nats) {
  return twoDigitNumber.format(nats);
}

/** @param {string} sentence */
function capital(sentence) {
  return sentence.charAt(0).toLocaleUpperCase(text.locale) + sentence.slice(1);
}

/** @param {number[]} seeds */
function seedsInWords(seeds) {
  const list = listOf(seeds.map(String));
  return seeds.length === 1 ? words.seed(list) : words.seedList(list);
}

/** The verdict itself, in a few words. @param {Verdict} verdict */
export function headlineOf({ kind, least, most, pairs, cut, differences }) {
  const by = words.by(decimal(least), decimal(most));
  switch (kind) {
    case "better":
      return differences.length > 0 ? words.better(by) : words.betterDiverged;
    case "worse":
      return differences.length > 0 ? words.worse(by) : words.worseDiverged;
    case "close":
      return words.close(String(pairs));
    case "none":
      return cut.length > 0 ? words.kinds.cut : words.kinds.none;
    default:
      return words.kinds[kind];
  }
}

/** What the figures come to, sentence by sentence. @param {Verdict} verdict @param {Nouns} nouns @returns {string[]} */
export function sentencesOf(verdict, nouns) {
  return [...figures(verdict, nouns), ...breaks(verdict, nouns)];
}

/** @param {Verdict} verdict @param {Nouns} nouns @returns {string[]} */
function figures(verdict, nouns) {
  const { kind, differences } = verdict;
  if (kind === "pending" || differences.length === 0) return [];
  if (differences.length === 1) return single(verdict, nouns);
  const sorted = differences.map(({ nats }) => nats).sort((a, b) => a - b);
  if (kind === "better" || kind === "worse") {
    return [
      words.ended({
        asked: nouns.asked,
        reference: nouns.reference,
        by: words.by(decimal(verdict.least), decimal(verdict.most)),
        side: kind === "better" ? words.below : words.above,
        median: decimal(Math.abs(verdict.median)),
        percent: percent(Math.abs(verdict.share)),
        pairs: String(differences.length),
      }),
    ];
  }
  if (verdict.most < SHOWN) return [words.equal, ...why(verdict, nouns)];
  const range = words.range(
    capital(nouns.asked),
    signed(sorted[0]),
    signed(sorted[sorted.length - 1]),
    signed(verdict.median),
  );
  return [range, ...why(verdict, nouns)];
}

/** Why differences that are there make no verdict. @param {Verdict} verdict @param {Nouns} nouns */
function why({ kind, differences, floor }, nouns) {
  if (kind === "few") return [words.fewMeans];
  const lower = differences.filter(({ nats }) => nats < -floor).length;
  const higher = differences.filter(({ nats }) => nats > floor).length;
  const small = differences.length - lower - higher;
  const sentences = [];
  if (lower > 0 && higher > 0) {
    sentences.push(words.signs(String(lower), nouns.asked, String(higher), nouns.reference));
  }
  if (small > 0) sentences.push(words.belowFloor(small, twoDigits(floor)));
  return sentences;
}

/** @param {Verdict} verdict @param {Nouns} nouns */
function single({ differences: [{ seed, nats, share }], kind }, nouns) {
  const figure =
    Math.abs(nats) < SHOWN
      ? words.singleEqual(String(seed))
      : words.single({
          seed: String(seed),
          asked: nouns.asked,
          reference: nouns.reference,
          nats: decimal(Math.abs(nats)),
          percent: percent(Math.abs(share)),
          side: nats < 0 ? words.below : words.above,
        });
  return kind === "one" ? [figure, words.singleMeans] : [figure];
}

/** What became of pairs that have no difference. @param {Verdict} verdict @param {Nouns} nouns */
function breaks({ askedDiverged, referenceDiverged, bothDiverged, cut }, nouns) {
  const sentences = [];
  if (askedDiverged.length > 0)
    sentences.push(words.divergedOne(capital(nouns.asked), seedsInWords(askedDiverged)));
  if (referenceDiverged.length > 0)
    sentences.push(words.divergedOne(capital(nouns.reference), seedsInWords(referenceDiverged)));
  if (bothDiverged.length > 0) sentences.push(words.divergedBoth(seedsInWords(bothDiverged)));
  if (cut.length > 0) sentences.push(words.cutPairs(seedsInWords(cut)));
  return sentences;
}

/** The rule, and how far it carries with so many pairs. @param {Verdict} verdict @returns {string[]} */
export function ruleSentences({ kind, pairs, floor }) {
  const sentences = [words.rule(String(LEAST_PAIRS), twoDigits(floor)), words.floorWhy];
  if (kind === "better" || kind === "worse") {
    sentences.push(words.chance(String(pairs), String(1 / chanceOfOneSign(pairs))));
  }
  return sentences;
}

/**
 * What the paper says of the question, and how that sits with the verdict here.
 * @param {import("./paper-on.js").Finding} finding @param {import("../ask/question.js").Change[]} changes @param {Verdict} verdict @param {Nouns} nouns
 * @returns {string[]}
 */
export function paperSentences(finding, changes, verdict, nouns) {
  switch (finding.kind) {
    case "exact": {
      const cited = words.paper.exact({
        asked: nouns.asked,
        reference: nouns.reference,
        nats: decimal(Math.abs(finding.nats)),
        side: finding.nats < 0 ? words.paper.better : words.paper.worse,
        askedLoss: printed(finding.asked),
        referenceLoss: printed(finding.reference),
      });
      return [cited, ...relation(Math.sign(finding.nats), verdict)];
    }
    case "said": {
      const { field, asked, reference } = changes[0];
      const [worse, better] = finding.sign > 0 ? [asked, reference] : [reference, asked];
      const name = text.inSentence(text.fields[field].label);
      return [
        words.paper.said(text.ask.variant(name, setting(worse)), setting(better)),
        ...relation(finding.sign, verdict),
      ];
    }
    case "bundle":
      return [bundleSentence(finding, nouns), ...aloneSentence(verdict, nouns)];
    default:
      return [words.paper.nothing];
  }
}

/** @param {{ of: "epic1" | "modern", sign: 1 | -1 }} finding @param {Nouns} nouns */
function bundleSentence({ of, sign }, nouns) {
  if (of === "epic1") return words.paper.epic1(printed(EPIC1.before), printed(EPIC1.after));
  const [after, before] = [printed(MODERN.after), printed(MODERN.before)];
  return sign > 0
    ? words.paper.modern(nouns.asked, after, before)
    : words.paper.modernBack(nouns.asked, before, after);
}

/** @param {number} sign Of the paper's difference. @param {Verdict} verdict */
function relation(sign, { kind }) {
  if (kind === "close") return [words.paper.open];
  if (kind !== "better" && kind !== "worse") return [];
  const here = kind === "better" ? -1 : 1;
  return [here === sign ? words.paper.agrees : words.paper.contradicts];
}

/** @param {Verdict} verdict @param {Nouns} nouns */
function aloneSentence({ kind }, nouns) {
  if (kind === "close") return [words.paper.open];
  if (kind !== "better" && kind !== "worse") return [];
  return [words.paper.alone(nouns.asked, words.paper[kind])];
}
