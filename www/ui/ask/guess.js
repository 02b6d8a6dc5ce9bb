/** What a person guesses of the question on the screen before its runs are trained, and what the verdict made of it. */
import { computed, signal } from "@preact/signals";
import { text } from "../text.js";
import { changes, inquiry, pairs, verdict } from "./asking.js";
import { partsOf } from "./question.js";

/** Of the asked-about variant: its loss ends lower, higher, or neither on every seed. @typedef {"better" | "worse" | "close"} Guess */
/** A guess with the question that it is of. @typedef {{ question: string, guess: Guess }} Guessed */

const words = text.ask.guess;

/** What can be guessed, as it is offered. @type {Guess[]} */
export const GUESSES = ["better", "worse", "close"];

/** The guesses of this visit by their questions: another question has none. @type {import("@preact/signals").Signal<Map<string, Guess>>} */
const made = signal(new Map());

/** Tells the question on the screen from others; over more seeds it is the same one. */
const asked = computed(() => {
  const now = inquiry.value;
  if (!now) return "";
  const { preset, size } = now.question;
  return JSON.stringify([preset, size, partsOf(changes.value)]);
});

/** The guess with which the runs of the question were begun, in this visit or an earlier one. */
function guessOfRuns() {
  const guesses = pairs.value.flatMap((pair) =>
    [pair.asked, pair.reference].flatMap(({ kept }) => kept?.guessed ?? []),
  );
  return guesses.find(({ question }) => question === asked.value)?.guess;
}

/** @type {import("@preact/signals").ReadonlySignal<Guess | null>} */
export const guess = computed(() => guessOfRuns() ?? made.value.get(asked.value) ?? null);

/** @param {Guess} chosen */
export function choose(chosen) {
  made.value = new Map(made.value).set(asked.value, chosen);
}

/** The guess as it is kept with the runs that begin. @returns {Guessed | null} */
export function guessed() {
  return guess.value && { question: asked.value, guess: guess.value };
}

/** What came out, as it could have been guessed; null where there is no verdict. */
function outcomeNow() {
  return GUESSES.find((one) => one === verdict.value.kind) ?? null;
}

/** What was guessed and what it came to, in words. @returns {{ guess: string, outcome: string | null } | null} */
export function predictionNow() {
  const outcome = outcomeNow();
  return guess.value && { guess: words[guess.value], outcome: outcome && words[outcome] };
}

/** The same in a sentence, once the runs have ended; empty before. */
export function answerNow() {
  const prediction = predictionNow();
  const { kind, cut } = verdict.value;
  if (!prediction || kind === "pending" || (kind === "none" && cut.length === 0)) return "";
  const { guess, outcome } = prediction;
  if (outcome === null) return words.open(guess);
  return outcome === guess ? words.right(guess) : words.wrong(guess, outcome);
}
