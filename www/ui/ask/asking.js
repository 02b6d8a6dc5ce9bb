/**
 * The question on the screen as a person edits it, and what the engine makes of it. Every edit resolves both variants
 * first and then shows question, choices and refusal together, so that the page never offers what cannot train.
 */
import { computed, signal } from "@preact/signals";
import { MOST_CHANGES } from "../link/format.js";
import { data } from "../state/data.js";
import { catalog, loadEngine } from "../state/engine.js";
import { lessonSize } from "../state/machine.js";
import { sentenceOf } from "../state/refusals.js";
import { earlierRuns, runs } from "../state/runs.js";
import { outcomes, pairsOf, sameSource } from "../verdict/pairs.js";
import { floorFor, isOpen, verdictOf } from "../verdict/verdict.js";
import {
  changeOf,
  choicesOf,
  GROUPS,
  matters,
  realChanges,
  recipeOf,
  withValue,
} from "./question.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Change} Change */
/** @typedef {import("../types.js").Config} Config */

/**
 * A question that the engine has resolved.
 * @typedef {object} Inquiry
 * @property {Question} question
 * @property {Config} base What preset and size alone give.
 * @property {import("../verdict/pairs.js").Variants} variants But for the seed; the base's own where the engine refused.
 * @property {{ asked: number, reference: number }} params
 * @property {string | null} refusal Why it cannot train, in a sentence.
 */

/** Null until the engine is loaded. @type {import("@preact/signals").Signal<Inquiry | null>} */
export const inquiry = signal(null);

const FIRST = { preset: "champion", field: "position", seeds: 3 };

/** What is asked where nothing is on the screen yet, as a link says it; null leaves it to FIRST. @type {{ question: import("../link/format.js").LinkQuestion | null, size: string | null }} */
let linked = { question: null, size: null };

/** The newest edit of the question, until it is shown; a failed one has told its own caller. @type {Promise<void>} */
let editing = Promise.resolve();

/** Waits until the question on the screen is what the edits so far made of it. */
export async function edited() {
  for (let waited = null; waited !== editing; ) {
    waited = editing;
    await waited.catch(() => {});
  }
}

/**
 * Makes a question from the one on the screen and shows it once it is resolved. An edit that comes meanwhile is one of
 * that question: it waits for it.
 * @param {string} preset @param {string} size
 * @param {(base: Config, before: Inquiry | null) => Pick<Question, "changes" | "seeds">} make
 */
function show(preset, size, make) {
  return inTurn(() => showNow(preset, size, make));
}

/** @param {() => Promise<void>} edit */
function inTurn(edit) {
  editing = editing.catch(() => {}).then(edit);
  return editing;
}

/**
 * The same for an edit whose turn it is.
 * @param {string} preset @param {string} size
 * @param {(base: Config, before: Inquiry | null) => Pick<Question, "changes" | "seeds">} make
 */
async function showNow(preset, size, make) {
  const loaded = await loadEngine();
  const { config: base, params } = /** @type {import("../types.js").Resolved} */ (
    await loaded.resolve({ preset, size, set: {} })
  );
  /** @type {Question} */
  const question = { preset, size, ...make(base, inquiry.value) };
  /** @type {Inquiry} */
  const next = {
    question,
    base,
    variants: { asked: base, reference: base },
    params: { asked: params, reference: params },
    refusal: null,
  };
  for (const variant of /** @type {const} */ (["reference", "asked"])) {
    try {
      const resolved = /** @type {import("../types.js").Resolved} */ (
        await loaded.resolve(recipeOf(question, variant, base))
      );
      next.variants[variant] = resolved.config;
      next.params[variant] = resolved.params;
    } catch (error) {
      next.refusal = sentenceOf(error);
    }
  }
  inquiry.value = next;
}

const fields = () => catalog.value?.fields ?? [];

/** Shows the first question, unless there is one already. */
export async function openInquiry() {
  if (!inquiry.value) await (showing ?? showLinked());
}

/** Shows the question of a link, or the first one. @param {import("../link/format.js").LinkQuestion | null} question @param {string | null} size */
export async function openQuestion(question, size) {
  linked = { question, size };
  await showLinked();
}

/** The showing of `linked` that is under way. @type {Promise<void> | null} */
let showing = null;

function showLinked() {
  const mine = showLinkedNow().finally(() => {
    if (showing === mine) showing = null;
  });
  showing = mine;
  return mine;
}

async function showLinkedNow() {
  const { question, size } = linked;
  try {
    // With the engine comes what the machine is like, and so the size that suits it.
    await loadEngine();
    await show(question?.preset ?? FIRST.preset, size ?? lessonSize.value, (base) =>
      question
        ? { changes: question.changes, seeds: question.seeds }
        : { changes: [changeOf(FIRST.field, base, fields())], seeds: FIRST.seeds },
    );
  } catch {
    // Loading has told of it already; the button tries again.
  }
}

/** A field of the question that has no effect in its recipe; only a link can ask about one. */
export function idleField() {
  const now = inquiry.value;
  return now?.question.changes.find(({ field }) => !matters(field, now.base))?.field ?? null;
}

/** What a link says of the question on the screen; nothing of the first one as it stands. @returns {{ question: import("../link/format.js").LinkQuestion | null, size: string | null } | null} */
export function linkOfQuestion() {
  const now = inquiry.value;
  if (!now || now.refusal !== null) return null;
  const { preset, size, changes, seeds } = now.question;
  const [change] = changes;
  const first = changeOf(FIRST.field, now.base, fields());
  const asFirst =
    changes.length === 1 &&
    change.field === first.field &&
    change.asked === first.asked &&
    change.reference === first.reference;
  const whole = asFirst && preset === FIRST.preset && seeds === FIRST.seeds;
  return {
    question: whole ? null : { preset, changes, seeds },
    size: whole && size === lessonSize.value ? null : size,
  };
}

/** @param {(question: Question, base: Config) => Partial<Question>} edit */
function change(edit) {
  return inTurn(async () => {
    const now = inquiry.value;
    if (!now) return;
    const { question, base } = now;
    const { preset, size, changes, seeds } = { ...question, ...edit(question, base) };
    await showNow(preset, size, () => ({ changes, seeds }));
  });
}

/** @param {number} index @param {string} field */
export function chooseField(index, field) {
  return change(({ changes }, base) =>
    index < changes.length ? { changes: changes.with(index, changeOf(field, base, fields())) } : {},
  );
}

/** @param {number} index @param {import("./question.js").Variant} side @param {import("./question.js").Value} value */
export function chooseValue(index, side, value) {
  // It was chosen of this field; by its turn another one may stand there.
  const field = inquiry.value?.question.changes[index]?.field;
  return change(({ changes }) =>
    changes[index] && changes[index].field === field
      ? { changes: changes.with(index, withValue(changes[index], side, value)) }
      : {},
  );
}

/** @param {number} seeds */
export function chooseSeeds(seeds) {
  return change(() => ({ seeds }));
}

/** Another change on top, of the first field that the question does not change yet. */
export function addChange() {
  return change(({ changes }, base) => {
    if (changes.length >= MOST_CHANGES) return {};
    const free = askable(base).find((field) => changes.every((one) => one.field !== field));
    return { changes: free ? [...changes, changeOf(free, base, fields())] : changes };
  });
}

/** @param {number} index */
export function removeChange(index) {
  return change(({ changes }) => ({ changes: changes.toSpliced(index, 1) }));
}

/** Fields that have an effect in a recipe, in the order of the list. @param {Config} base */
export function askable(base) {
  return Object.values(GROUPS)
    .flat()
    .filter((field) => matters(field, base));
}

/** @param {string} preset */
export function choosePreset(preset) {
  return inTurn(() => rebase(preset, inquiry.value?.question.size ?? lessonSize.value));
}

/** @param {string} size */
export function chooseSize(size) {
  return inTurn(() => rebase(inquiry.value?.question.preset ?? FIRST.preset, size));
}

/**
 * The same question of another recipe or size. A rate moves with it, by its place in the list of multiples; a value that
 * cannot be chosen there gives way to the one that the base has.
 * @param {string} preset @param {string} size
 */
function rebase(preset, size) {
  return showNow(preset, size, (base, before) => {
    if (!before) return { changes: [changeOf(FIRST.field, base, fields())], seeds: FIRST.seeds };
    const { changes, seeds } = before.question;
    const kept = changes.map((one) => moved(one, before.base, base));
    const first = (/** @type {Change} */ one) => kept.find(({ field }) => field === one.field);
    return { changes: kept.filter((one) => first(one) === one), seeds };
  });
}

/** @param {Change} change @param {Config} from @param {Config} to @returns {Change} */
function moved({ field, asked, reference }, from, to) {
  if (!matters(field, to)) return changeOf(FIRST.field, to, fields());
  const before = choicesOf(field, from, fields());
  const choices = choicesOf(field, to, fields());
  const byPlace = field === "lr";
  const [newAsked, newReference] = [asked, reference].map((value) =>
    byPlace ? choices[before.indexOf(value)] : value,
  );
  const possible = choices.includes(newAsked) && choices.includes(newReference);
  return possible && newAsked !== newReference
    ? { field, asked: newAsked, reference: newReference }
    : changeOf(field, to, fields());
}

/** The question's changes of which both sides differ. */
export const changes = computed(() => (inquiry.value ? realChanges(inquiry.value.question) : []));

/** The question's pairs among all runs of the page on the headlines in use, whichever experiment trained them. */
export const pairs = computed(() => {
  const now = inquiry.value;
  if (!now || now.refusal !== null || changes.value.length === 0) return [];
  return pairsFor(now.variants);
});

/** The same of any question. @param {import("../verdict/pairs.js").Variants} variants */
export function pairsFor(variants) {
  const cards = [...runs.value, ...earlierRuns.value].filter(
    (card) => data.value === null || sameSource(card.data, data.value),
  );
  for (const card of cards) card.evaluated.value;
  return pairsOf(cards, variants);
}

/** Whether a pair is still to come to its end, among the earlier runs: no verdict waits for it. @param {import("../verdict/pairs.js").RunPair} pair */
function waitsElsewhere(pair) {
  const here = [pair.asked, pair.reference].some((card) => runs.value.includes(card));
  return !here && outcomes([pair]).some(isOpen);
}

export const verdict = computed(() => {
  const counted = pairs.value.filter((pair) => !waitsElsewhere(pair));
  return verdictOf(outcomes(counted), floorFor(heldBack()));
});

/** Headlines that are held back from the question's runs. */
function heldBack() {
  const { titles = 0, val_frac = 0 } = inquiry.value?.base ?? {};
  return pairs.value[0]?.asked.data?.val_titles ?? titles * val_frac;
}
