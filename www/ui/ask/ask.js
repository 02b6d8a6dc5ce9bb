/** Ask a question: a sentence with choices in it, one click, and the verdict over the seeds. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { count, duration } from "../format.js";
import { ASK } from "../lessons/index.js";
import { announce } from "../state/announce.js";
import { isSample } from "../state/data.js";
import { catalog } from "../state/engine.js";
import { expectedSteps } from "../state/machine.js";
import { recording } from "../state/recorded.js";
import { asShown } from "../state/still.js";
import { text } from "../text.js";
import { isSettled } from "../verdict/pairs.js";
import { headlineOf, sentencesOf } from "../verdict/words.js";
import { changes, inquiry, openInquiry, pairs, verdict } from "./asking.js";
import { Bar } from "./bar.js";
import { Form } from "./form.js";
import { inks, job, missing, nextSeeds, secondsOf } from "./job.js";
import { Prediction } from "./prediction.js";
import { pairsUnder, RecordedAsk } from "./recorded.js";
import { Evidence } from "./stage.js";
import { nounsFor, scopeOf, sentenceOf } from "./words.js";

const words = text.ask;

/** Verdicts that more seeds could make surer, or make at all. */
const UNSURE = ["one", "few", "close", "mixed"];

/** What two more seeds would take; the button that trains them is the page's one. */
function offer() {
  const seeds = nextSeeds.value.length;
  if (job.value || missing.value.length > 0 || seeds === 0) return "";
  if (!UNSURE.includes(verdict.value.kind)) return "";
  const seconds = secondsOf(seeds);
  return words.offer(words.more(seeds), seconds === null ? "" : words.time(duration(seconds)));
}

/** Headlines that the figure has room for before a run is there. */
function usualEnd() {
  const base = inquiry.value?.base;
  return base ? base.titles * (1 - base.val_frac) * base.epochs : 36_000;
}

/** What the verdict holds for, in a sentence. */
export function scope() {
  const now = inquiry.value;
  if (!now) return "";
  const size = catalog.value?.sizes.find((one) => one.name === now.question.size)?.label;
  const preset = catalog.value?.presets.find((one) => one.name === now.question.preset)?.label;
  const data = pairs.value[0]?.asked.data;
  const titles = data?.info.titles_used ?? now.base.titles;
  const name = (data ? data.synthetic : isSample.value)
    ? text.controls.facts.sample(count(titles))
    : text.controls.facts.own(count(titles), data?.name ?? "");
  const steps = pairs.value[0]?.asked.plan.value?.steps ?? expectedSteps(now.base);
  return scopeOf({
    size: size ?? now.question.size,
    data: name,
    recipe: preset ?? now.question.preset,
    steps,
  });
}

/** The verdict is spoken once, when the last run of the question has ended. */
function useAnnouncement() {
  const training = job.value !== null;
  const trained = useRef(false);
  useEffect(() => {
    const ended = trained.current && !training;
    trained.current = training;
    if (!ended || verdict.value.pairs === 0) return;
    const nouns = nounsOf();
    announce(
      [headlineOf(verdict.value), ...sentencesOf(verdict.value, nouns)].slice(0, 2).join(" "),
    );
  }, [training]);
}

/** The two variants of the question on the screen as a sentence calls them. */
export function nounsOf() {
  return nounsFor(changes.value);
}

/** A pair as the live views show it. @param {import("../verdict/pairs.js").RunPair} pair */
function stillOf({ seed, asked, reference }) {
  return { seed, asked: asShown(asked), reference: asShown(reference) };
}

/** The question on the screen, or the recorded one in its place. */
export function Ask() {
  return recording.value?.lesson === ASK ? html`<${RecordedAsk} />` : html`<${Asking} />`;
}

function Asking() {
  useEffect(() => {
    openInquiry();
  }, []);
  useAnnouncement();
  const now = inquiry.value;
  const size = catalog.value?.sizes.find((one) => one.name === now?.question.size)?.label ?? "";
  const title = now && changes.value.length > 0 ? sentenceOf(now.question, size) : words.label;
  return html`
    <section class="asking" aria-labelledby="asking-title">
      <h1 id="asking-title" class="unseen">${title}</h1>
      <${Form} />
      <${Prediction} />
    </section>
    <${Bar} />
    <${Evidence}
      pairs=${pairs.value.map(stillOf)}
      told=${pairs.value.map((pair) => (isSettled(pair) ? pair : stillOf(pair)))}
      under=${pairsUnder(now?.question)}
      verdict=${verdict.value}
      changes=${changes.value}
      reference=${now?.variants.reference ?? {}}
      inks=${inks.value}
      live=${true}
      usualEnd=${usualEnd()}
      scope=${scope()}
      offer=${offer()}
    />
  `;
}
