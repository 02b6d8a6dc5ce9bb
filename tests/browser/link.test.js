/** Addresses that hold a configuration: what is written is read again, and what can't be is refused by name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUPS } from "../../www/ui/ask/question.js";
import { lessons } from "../../www/ui/lessons/index.js";
import { addressWith, readLink, writeLink } from "../../www/ui/link/format.js";
import { KEYS, PRESETS, readAs, SIZES, written } from "../../www/ui/link/keys.js";
import { refusalInWords } from "../../www/ui/link/words.js";
import { DATA_FIELDS } from "../../www/ui/state/names.js";
import { catalog } from "./fake-config.js";
import { randomFrom } from "./support/random.js";

/** @typedef {import("../../www/ui/link/format.js").Link} Link */
/** @typedef {import("../../www/ui/link/keys.js").Key} Key */

/** @type {Link} */
const HOME = { lesson: "sgd-vs-adamw", size: null, runs: null, question: null, needs: null };

/** @template T @param {() => number} random @param {readonly T[]} list @returns {T} */
const pick = (random, list) => list[Math.floor(random() * list.length)];

/** @param {() => number} random @param {Key} key */
function valueFor(random, { kind }) {
  if (Array.isArray(kind)) return pick(random, kind);
  if (kind === "bool") return random() < 0.5;
  if (kind === "int") {
    return pick(random, [0, 1, 7, 64, 1337, 20_000, 2 ** 53 - 1, Math.floor(random() * 1e6)]);
  }
  return pick(random, [
    0,
    1e-8,
    3e-4,
    0.05,
    0.1 + 0.2,
    1e9,
    random(),
    10 ** (random() * 24 - 15),
    Math.round(random() * 100) / 100,
  ]);
}

/** @param {() => number} random @param {string[]} fields @returns {import("../../www/ui/types.js").Settings} */
function settings(random, fields) {
  const among = KEYS.filter(({ field }) => fields.includes(field) && random() < 0.3);
  return Object.fromEntries(among.map((key) => [key.field, valueFor(random, key)]));
}

const OWN_FIELDS = KEYS.map(({ field }) => field).filter((field) => !DATA_FIELDS.includes(field));

/** @param {() => number} random */
function randomRuns(random) {
  const shared = settings(random, DATA_FIELDS);
  const count = 1 + Math.floor(random() * 10);
  return Array.from({ length: count }, () => ({
    preset: pick(random, PRESETS),
    set: { ...shared, ...settings(random, OWN_FIELDS) },
  }));
}

/** @param {() => number} random */
function randomQuestion(random) {
  const fields = Object.values(GROUPS).flat();
  const first = pick(random, fields);
  const second = pick(
    random,
    fields.filter((field) => field !== first),
  );
  const changes = [first, second].slice(0, 1 + Math.floor(random() * 2)).map((field) => {
    const key = /** @type {Key} */ (KEYS.find((one) => one.field === field));
    return { field, asked: valueFor(random, key), reference: valueFor(random, key) };
  });
  return { preset: pick(random, PRESETS), changes, seeds: pick(random, [1, 3, 5]) };
}

const NAMES = [
  "hn.txt",
  "my headlines (2).csv",
  "a&b=c#d?e%20+f.txt",
  "überschriften~2~.csv",
  "題 🎈",
];

/** @param {() => number} random @returns {Link} */
function randomLink(random) {
  const lesson = pick(random, lessons).id;
  const asks = lesson === "ask";
  const own = random() < 0.8;
  return {
    lesson,
    size: random() < 0.7 ? pick(random, SIZES) : null,
    runs: own && !asks ? randomRuns(random) : null,
    question: own && asks ? randomQuestion(random) : null,
    needs:
      random() < 0.3
        ? {
            name: pick(random, NAMES),
            titles: Math.floor(random() * 1e6),
            column: random() < 0.5 ? null : Math.floor(random() * 20),
          }
        : null,
  };
}

test("the table of keys is the engine's list of fields, in its order and of its kinds", () => {
  const { fields, presets, sizes } = catalog();
  assert.deepEqual(
    KEYS.map(({ field, kind }) => [field, kind]),
    fields.map(({ name, kind, choices }) => [name, choices ?? kind]),
  );
  assert.deepEqual(
    PRESETS,
    presets.map(({ name }) => name),
  );
  assert.deepEqual(
    SIZES,
    sizes.map(({ name }) => name),
  );
  const names = KEYS.flatMap(({ field, key }) => [...new Set([field, key])]);
  const taken = [
    "lesson",
    "size",
    "run",
    "preset",
    "ask",
    "seeds",
    "needs",
    "module",
    "threads",
    "lang",
  ];
  assert.equal(new Set([...names, ...taken]).size, names.length + taken.length, "no name twice");
});

test("whatever is written is read again: 1,000 random configurations", () => {
  const random = randomFrom(20_261_126);
  for (let i = 0; i < 1000; i += 1) {
    const link = randomLink(random);
    const query = writeLink(link);
    const { link: back, refusals } = readLink(query);
    assert.deepEqual(refusals, [], query);
    assert.deepEqual(back, link, query);
    // A messenger that escapes what it need not escape changes nothing, nor does the browser.
    const escaped = query.replaceAll(",", "%2C").replaceAll(":", "%3A");
    assert.deepEqual(readLink(escaped).link, link, escaped);
    const url = new URL(addressWith("https://example.org/lab/?threads=1#top", link), "https://a.b");
    assert.deepEqual(readLink(url.search).link, link, url.href);
    assert.equal(url.searchParams.get("threads"), "1");
  }
});

test("whatever is read that was not written gives a link and sentences, never an error", () => {
  const random = randomFrom(7);
  const pieces = [
    ..."& = , : ~ % # + - . e 1 run run= size ask needs lr tt titles champion __proto__".split(" "),
    ..."constructor toString lesson=ask tiny 5e-324 1e999 NaN Infinity %ff \u0000".split(" "),
  ];
  for (let i = 0; i < 5000; i += 1) {
    const query = Array.from({ length: 12 }, () => pick(random, pieces)).join("");
    const { link, refusals } = readLink(query);
    for (const refusal of refusals) assert.equal(typeof refusalInWords(refusal), "string");
    if (refusals.length > 0)
      assert.deepEqual([link.runs, link.question, link.size], [null, null, null]);
    else assert.deepEqual(readLink(writeLink(link)).link, link, query);
  }
});

test("addresses are short, and an untouched lesson is its name alone", () => {
  assert.equal(writeLink(HOME), "");
  assert.equal(writeLink({ ...HOME, lesson: "modern-parts" }), "lesson=modern-parts");
  const pair = {
    ...HOME,
    size: "tiny",
    runs: [
      { preset: "baseline", set: { seed: 7, lr: 0.6 } },
      { preset: "champion", set: { seed: 7, position: "rope" } },
    ],
  };
  assert.equal(writeLink(pair), "size=tiny&run=baseline,lr:0.6&run=champion,p:rope&sd=7");
  const question = {
    ...HOME,
    lesson: "ask",
    size: "tiny",
    question: {
      preset: "champion",
      changes: [{ field: "lr", asked: 3e-4, reference: 0.003 }],
      seeds: 5,
    },
  };
  assert.equal(writeLink(question), "lesson=ask&size=tiny&ask=lr:3e-4:3e-3&seeds=5");
  const own = { ...HOME, needs: { name: "hn titles.csv", titles: 90_000, column: 2 } };
  assert.equal(writeLink(own), "needs=90000~2~hn%20titles.csv");
});

test("fields may be written by their own names, as in JSON and on the command line", () => {
  const run = {
    preset: "champion",
    set: { lr: 0.003, position: "rope", titles: 3000, shuffle: false },
  };
  const query = "preset=champion&size=tiny&lr=0.003&position=rope&titles=3000&shuffle=false";
  assert.deepEqual(readLink(query), { link: { ...HOME, size: "tiny", runs: [run] }, refusals: [] });
  assert.deepEqual(readLink("run=champion,position:rope,lr:3e-3&titles=3000&sh=0").link.runs, [
    run,
  ]);
});

test("what can't be is refused by its name, and only the lesson and its headlines are followed", () => {
  /** @type {[string, RegExp][]} */
  const cases = [
    ["lesson=modern-parts&colour=red", /knows no “colour”/],
    ["lesson=none", /lesson can’t be “none”, only sgd-vs-adamw, /],
    ["size=huge", /size can’t be “huge”, only tiny, /],
    ["run=champion,dropuot:0.1", /knows no “dropuot”/],
    ["run=champ", /run can’t be “champ”, only baseline, /],
    ["run=champion,lr:fast", /lr can’t be “fast”/],
    ["run=champion,l:2.5", /n_layer can’t be “2.5”/],
    ["run=champion,o:adam", /optimizer can’t be “adam”, only sgd, adamw/],
    ["run=champion,lr:1,lr:2", /says lr twice/],
    ["run=champion,lr:1&learning=2", /knows no “learning”/],
    ["run=champion&lr=1&run=champion,lr:2", /says lr twice/],
    ["run=champion,tt:3000&run=baseline", /differ in titles/],
    ["lr=0.1", /lr belongs to no run/],
    ["lesson=ask&run=champion", /knows no “run”|run belongs to no/],
    ["lesson=ask&ask=p:rope", /ask can’t be “p:rope”/],
    ["lesson=ask&ask=p:rope:learned&seeds=4", /seeds can’t be “4”, only 1, 3, 5/],
    ["needs=many", /needs can’t be “many”/],
    [`${"run=champion&".repeat(11)}`, /more than 10 of “run”/],
  ];
  for (const [query, sentence] of cases) {
    const { link, refusals } = readLink(query);
    assert.match(refusals.map(refusalInWords).join("; "), sentence, query);
    assert.deepEqual({ ...link, lesson: HOME.lesson }, HOME, query);
  }
  const { link } = readLink("lesson=modern-parts&needs=90~~a.txt&colour=red");
  assert.deepEqual(link, {
    ...HOME,
    lesson: "modern-parts",
    needs: { name: "a.txt", titles: 90, column: null },
  });
});

test("numbers are written the shorter way and read to the last bit", () => {
  const lr = /** @type {Key} */ (KEYS.find(({ field }) => field === "lr"));
  for (const [value, word] of /** @type {const} */ ([
    [3e-4, "3e-4"],
    [0.05, "0.05"],
    [1e-8, "1e-8"],
    [20_000, "20000"],
    [1e21, "1e21"],
    [0.1 + 0.2, "0.30000000000000004"],
  ])) {
    assert.equal(written(value), word);
    assert.equal(readAs(lr, word), value);
  }
  for (const word of ["", "-", "1e", "0x10", "1_0", "NaN", "Infinity", "1e999", " 1", "١"])
    assert.equal(readAs(lr, word), null, word);
});
