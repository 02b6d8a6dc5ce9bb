/** The hand-in as a page of its own: one HTML file that needs nothing else, for a screen and for A4. */
import { count, decimal, duration, params, setting } from "../format.js";
import { differing } from "../state/names.js";
import { evenly } from "../state/timeline.js";
import { text } from "../text.js";
import { curvesOf, strokeOf } from "./curves.js";
import { blockOf } from "./format.js";
import { Markup, markup } from "./markup.js";

/** @typedef {import("./format.js").HandIn} HandIn */
/** @typedef {import("./format.js").HandedRun} HandedRun */

const words = text.handin.page;
/** What the curves are drawn in. */
const UP = text.chart.axes.y.natsChar;
const ALONG = text.chart.axes.x.headlines;
/** Headlines of each run that are shown; the run file has more. */
const SHOWN = 6;
/** Nothing is fetched and nothing runs; the styles are the file's own. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** @param {string} field */
const labelOf = (field) => text.fields[field]?.label ?? field;

/** @param {HandedRun} run */
const lossOf = (run) => run.evals.at(-1)?.[2] ?? null;

/** @param {HandIn} handIn */
function head({ setup, question, author, prediction, verdict, data }) {
  const facts = [
    author && [words.author, author],
    prediction && [words.guess, prediction.guess],
    prediction && [verdict ? words.found : words.outcome, prediction.outcome ?? words.noOutcome],
    data && [words.data, dataOf(data)],
    data?.fingerprints && [words.fingerprints, fingerprintsOf(data.fingerprints)],
  ].filter((fact) => Array.isArray(fact));
  return markup`${setup && markup`<p class="setup">${setup}</p>`}
<h1>${question}</h1>
<dl class="facts">${facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** @param {import("./format.js").HandedData} data */
function dataOf({ name, synthetic, titles, train_titles, val_titles }) {
  const which = synthetic
    ? text.controls.facts.sample(count(titles))
    : text.controls.facts.own(count(titles), name);
  return words.split(which, count(train_titles), count(val_titles));
}

/** Signs of a fingerprint that are shown: enough to tell texts apart by eye. */
const FINGERPRINT = 12;

/** As much of each as is read; the whole ones are in a title, and in the run file. @param {import("../../protocol.js").Fingerprints} fingerprints */
function fingerprintsOf(fingerprints) {
  const parts = /** @type {const} */ (["train", "val", "tokenizer"]).map((one, i) => {
    const whole = fingerprints[one];
    return markup`${i > 0 && " · "}${words.fingerprint[one]} <code title="${whole}">${whole.slice(0, FINGERPRINT)}…</code>`;
  });
  return markup`${parts}`;
}

/** @param {HandIn} handIn */
function conclusion({ conclusion }) {
  return markup`<section><h2>${words.conclusion}</h2>
${conclusion.trim() ? markup`<p class="own">${conclusion.trim()}</p>` : markup`<p class="none">${words.noConclusion}</p>`}</section>`;
}

/** @param {HandIn} handIn */
function found({ found, verdict, runs }) {
  return markup`<section><h2>${words.found}</h2>
${verdict ? verdictOf(verdict) : markup`<p class="found">${found}</p>`}
<figure tabindex="0" aria-label="${text.chart.label}">
<figcaption>${UP.title}: ${UP.unit}</figcaption>
${curvesOf(runs, summaryOf(runs))}
</figure></section>`;
}

/** @param {HandedRun[]} runs */
function summaryOf(runs) {
  const parts = runs.flatMap((run) => {
    const [first, last] = [run.evals[0], run.evals.at(-1)];
    if (!first || !last) return [];
    const read = (last[0] * run.plan.batch_tokens) / run.plan.tokens_per_title;
    const end = UP.of(decimal(last[2], 2));
    return [text.chart.summaryRun(run.name, decimal(first[2], 2), end, ALONG.of(count(read)))];
  });
  return text.chart.summary([UP.loss, ALONG.label], parts.join("; "));
}

/** @param {import("./format.js").HandedVerdict} verdict */
function verdictOf({ headline, sentences, scope, asked, reference, pairs }) {
  const table = text.verdict.table;
  const loss = (/** @type {number | null} */ nats) => (nats === null ? "–" : decimal(nats));
  return markup`<div class="verdict"><p class="found">${headline}</p>
${[...sentences, scope].map((sentence) => markup`<p>${sentence}</p>`)}
<table><caption>${table.caption}</caption>
<thead><tr><th scope="col">${table.seed}</th><th scope="col" class="n">${reference}</th><th scope="col" class="n">${asked}</th></tr></thead>
<tbody>${pairs.map((pair) => markup`<tr><th scope="row">${pair.seed}</th><td class="n">${loss(pair.reference)}</td><td class="n">${loss(pair.asked)}</td></tr>`)}</tbody></table></div>`;
}

/** Every run with what sets it apart, and where it ended. @param {HandIn} handIn */
function table({ runs }) {
  const differ = differing(runs.map(({ config }) => config));
  const rows = runs.map((run) => {
    const loss = lossOf(run);
    return markup`<tr><th scope="row" data-ink="${run.ink}">${strokeOf(run.ink)}${run.name}</th>
${differ.map((field) => markup`<td>${setting(run.config[field])}</td>`)}
<td class="n">${loss === null ? "–" : decimal(loss)}</td>
<td class="n">${count(run.step)} / ${count(run.plan.steps)}</td>
<td>${text.runs.states[/** @type {keyof typeof text.runs.states} */ (run.state)]}${run.reason && markup`. ${run.reason}`}</td></tr>`;
  });
  return markup`<section><h2>${text.runs.title}</h2>
<div class="wide" tabindex="0" role="region" aria-label="${words.table}"><table><caption>${words.loss}</caption>
<thead><tr><th scope="col">${words.run}</th>${differ.map((field) => markup`<th scope="col">${labelOf(field)}</th>`)}<th scope="col" class="n">${words.lossColumn}</th><th scope="col" class="n">${words.steps}</th><th scope="col">${text.runs.status}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

/** @param {HandIn} handIn */
function written({ runs }) {
  const list = (/** @type {HandedRun} */ run) =>
    evenly(run.written, SHOWN).map(
      ([step, headline]) =>
        markup`<li><span>${text.writers.after(count(step))}</span>${headline || text.writers.empty}</li>`,
    );
  return markup`<section><h2>${words.written}</h2>
${runs.map(
  (run) => markup`<h3 data-ink="${run.ink}">${strokeOf(run.ink)}${run.name}</h3>
${run.written.length > 0 ? markup`<ol class="written">${list(run)}</ol>` : markup`<p class="none">${text.writers.nothing}</p>`}`,
)}</section>`;
}

/** What all runs were trained with. @param {HandIn} handIn */
function shared({ runs }) {
  const [first] = runs;
  if (!first) return "";
  const differ = differing(runs.map(({ config }) => config));
  const fields = Object.keys(first.config).filter((field) => !differ.includes(field));
  return markup`<section><h2>${runs.length > 1 ? words.shared : words.configuration}</h2>
<dl class="shared"><div><dt>${text.runs.params}</dt><dd>${[...new Set(runs.map((run) => params(run.plan.params)))].join(", ")}</dd></div>
${fields.map((field) => markup`<div><dt>${labelOf(field)}</dt><dd>${setting(first.config[field])}</dd></div>`)}</dl></section>`;
}

/** @param {HandIn} handIn */
function foot({ engine, made_at, address, runs, training_titles, data }) {
  const seconds = runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  const facts = [
    words.engine(engine.version),
    engine.module && text.line.module(engine.module),
    engine.threads > 0 && text.line.threads(engine.threads),
    seconds > 0 && text.controls.took(duration(seconds)),
    dateOf(made_at),
  ].filter(Boolean);
  const titles =
    training_titles === null
      ? words.noTitles
      : words.titles(count(training_titles.length), count(data?.train_titles ?? 0));
  // An address of another kind could do more than lead somewhere.
  const link = /^https?:\/\//.test(address) && markup`<p><a href="${address}">${address}</a></p>`;
  return markup`<footer><p>${facts.join(" · ")}</p>${link}<p>${words.inside} ${titles}</p></footer>`;
}

/** Year, month, day and time of the place where the file was made: Swedish writes them as every language reads them. @param {string} iso */
function dateOf(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" }).format(date);
}

/** @param {HandIn} handIn @param {string} style @returns {string} A whole HTML file. */
export function pageOf(handIn, style) {
  const title = words.title(handIn.question, handIn.author);
  return markup`<!doctype html>
<html lang="${text.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header class="bar"><b>${text.name}</b><span>${words.kind}</span><span>${dateOf(handIn.made_at)}</span></header>
<main>
${head(handIn)}
${conclusion(handIn)}
${found(handIn)}
${table(handIn)}
${written(handIn)}
${shared(handIn)}
</main>
${foot(handIn)}
${new Markup(blockOf(handIn))}
</body>
</html>
`.html;
}
