/** What the tables say of a set-up and of a row. */
import { count, listOf, params, setting } from "../format.js";
import { text } from "../text.js";
import { PARAMS } from "./paper.js";
import { apartFromPaper, knobsApart } from "./rows.js";

const words = text.tables;

/** Sizes of data are grouped, knobs are not. */
const COUNTS = ["titles", "vocab_size"];

/**
 * What sets the runs apart from the paper's, in one sentence.
 * @param {import("./rows.js").Result} result @returns {string}
 */
export function apartSentence(result) {
  const apart = apartFromPaper(result).map(({ field, here, paper }) => {
    const number = COUNTS.includes(field)
      ? (/** @type {unknown} */ n) => count(Number(n))
      : setting;
    const word = /** @type {Record<string, (here: string, paper: string) => string>} */ (
      words.fields
    )[field];
    return word(number(here), number(paper));
  });
  const { config, data } = result;
  if (config.steps > 0) apart.push(words.steps(count(config.steps)));
  if (result.params !== PARAMS) apart.unshift(words.params(params(result.params), params(PARAMS)));
  apart.push(data.synthetic ? words.madeUp : words.unknownData(data.name));
  return words.apart(listOf(apart));
}

/** Knobs of a row that this size sets otherwise than the paper; a row that is named by its rate does not repeat it. @param {import("./rows.js").Row} row */
export function knobsInWords(row) {
  return knobsApart(row).map(({ field, here, paper }) =>
    row.id.startsWith("rate") && field === "lr"
      ? words.inPaper(setting(paper))
      : words.knob(fieldName(field), setting(here), setting(paper)),
  );
}

/** @param {string} field */
function fieldName(field) {
  return text.inSentence(text.fields[field]?.label ?? field);
}

/** @param {import("./rows.js").Setup} setup @param {string} size Its label. */
export function setupName({ sample: { config, data }, results }, size) {
  const titles = count(data.titles);
  return words.setup({
    size,
    data: data.synthetic
      ? text.controls.facts.sample(titles)
      : text.controls.facts.own(titles, data.name),
    seed: String(config.seed),
    runs: results.length,
  });
}
