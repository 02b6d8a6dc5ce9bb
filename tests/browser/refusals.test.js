/** What the engine refuses, in the page's language. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { SENTENCES } from "../../www/reasons.js";
import { CONFIG_REMEDIES, refusalOf, sentenceOf, whyLeft } from "../../www/ui/state/refusals.js";
import { german } from "../../www/ui/text.de.js";
import { english } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { untilRuns } from "./support/page.js";

process.env.FAKE_UNIT_MS = "2";
const { open } = useLab({ fake: true });

/** @param {string} message @param {object} details */
const refused = (message, details) => Object.assign(new Error(message), details);

/** @param {object} details */
function inGerman(details) {
  const refusal = refusalOf(details);
  return refusal && german.problems.refusal(refusal);
}

test("a refused configuration is said with its label, its value and its remedy", () => {
  const code = "config";
  const cases = [
    [
      { field: "n_layer", value: "0", remedy: "use a whole number from 1 to 64" },
      "Schichten kann nicht 0 sein: Nimm eine ganze Zahl von 1 bis 64.",
    ],
    [
      { field: "dropout", value: "1.5", remedy: "use a number from 0 below 1" },
      "Dropout kann nicht 1.5 sein: Nimm eine Zahl von 0 bis unter 1.",
    ],
    [
      { field: "d_model", value: "65", remedy: "use 64 or 66" },
      "Breite 65 lässt sich nicht auf die Köpfe aufteilen: Nimm 64 oder 66.",
    ],
    [
      { field: "position", value: "rope", remedy: "use d_model = 66 or position = learned" },
      "RoPE braucht je Kopf eine gerade Breite: Nimm die Breite 66 oder eine gelernte Tabelle.",
    ],
    [
      {
        field: "seed",
        value: "9007199254740992",
        remedy: "use a whole number from 0 to 9007199254740991",
      },
      "Startwert kann nicht 9,007,199,254,740,992 sein: Nimm eine ganze Zahl von 0 bis 9,007,199,254,740,991.",
    ],
  ];
  for (const [details, said] of cases)
    assert.equal(inGerman({ code, .../** @type {object} */ (details) }), said);
});

test("memory, and what is gone, are said too", () => {
  const value = 3 * 2 ** 30;
  const memory = (/** @type {string} */ remedy) => inGerman({ code: "memory", value, remedy });
  assert.match(memory("choose the size tiny") ?? "", /etwa 3 GiB .*: Nimm die Größe/);
  assert.match(memory("make d_model or n_layer smaller") ?? "", /: Nimm weniger Breite/);
  assert.match(memory("delete a run, then try again") ?? "", /: Lösche einen Lauf/);
  assert.match(inGerman({ code: "unknown", value: "run-3" }) ?? "", /^„run-3“ gibt es/);
  assert.match(inGerman({ code: "disposed" }) ?? "", /Lade die Seite neu\.$/);
});

test("where code and fields do not say it the engine's own sentence stays", () => {
  for (const details of [
    { code: "data" },
    { code: "config", field: "nlayer", value: "2", remedy: "use one of n_layer, n_head" },
    { code: "config", field: "lr", value: "NaN", remedy: "use one that is" },
    { code: "memory" },
    { code: "internal" },
  ])
    assert.equal(refusalOf(details), null);
  const own = "lr = NaN is not a finite number; use one that is.";
  assert.equal(sentenceOf(refused(own, { code: "config", field: "lr" })), own);
  assert.equal(sentenceOf(refused("It broke", { code: "internal" })), "It broke.");
  assert.ok(german.problems.original(own).endsWith(own));
});

test("a fault is said by its code, with how many runs lost their weights", () => {
  assert.match(german.problems.fault("thread", 2, true), /Thread .* Gewichte von 2 Läufen/);
  assert.match(german.problems.fault("memory", 1, true), /kleineren Größe\.$/);
  assert.equal(german.problems.fault("protocol", 1, true), "");
});

test("too few headlines and too many updates are said as well, by what the module says of them", async () => {
  const rust = await readFile(new URL("../../src/data.rs", import.meta.url), "utf8");
  const source = rust.replaceAll(/\\\s*\n\s*/g, "");
  for (const [variant, values, said] of /** @type {const} */ ([
    [
      "TooFew",
      { found: "12", batch: "64", block: "128", val_percent: "10", needed: "9000" },
      "12 Schlagzeilen sind zu wenig für Batches von 64 × 128 Tokens, wenn 10\u00a0% zurückgehalten werden: Etwa 9,000 würden",
    ],
    [
      "TooManySteps",
      { epochs: "100", steps_per_epoch: "20000", max: "1000000" },
      "100 Epochen mit je 20,000 Schritten sind mehr als die 1,000,000 Schritte",
    ],
  ])) {
    const [, sentence = ""] =
      new RegExp(`#\\[error\\(\\s*"([^"]+)"[^\\]]*\\)\\]\\s*${variant} `).exec(source) ?? [];
    const given = Object.entries(values).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, value),
      sentence,
    );
    assert.doesNotMatch(given, /^$|\{/, variant);
    const german = inGerman({ code: "data", message: given }) ?? "";
    assert.ok(german.startsWith(said), `${given}: ${german}`);
    assert.equal(sentenceOf(refused(given, { code: "data" })), given);
  }
});

test("the remedies are those of the module", async () => {
  const source = await readFile(new URL("../../src/config/validate.rs", import.meta.url), "utf8");
  const strings = [...source.matchAll(/"((?:use|lower|keep) [^"]*)"/g)]
    .map(([, one]) => one)
    .flatMap((one) =>
      one.includes("{upper}")
        ? ["up to", "below"].map((upper) => one.replace("{upper}", upper))
        : [one],
    )
    .map((one) => one.replaceAll(/\{[^}]*\}/g, "1"));
  assert.ok(strings.length >= 7, `${strings}`);
  for (const one of strings)
    assert.ok(
      CONFIG_REMEDIES.some(([pattern]) => pattern.test(one)),
      one,
    );
});

/**
 * What a table says for a reason, and which values it asks for.
 * @param {import("../../www/reasons.js").Sentences} sentences @param {string} reason
 */
function saidOf(sentences, reason) {
  /** @type {Set<string>} */
  const asked = new Set();
  const values = new Proxy(
    {},
    {
      get(_, name) {
        asked.add(String(name));
        return `<${String(name)}>`;
      },
    },
  );
  const say = /** @type {(values: any) => string[]} */ (
    Object.entries(sentences).find(([key]) => key === reason)?.[1]
  );
  return { clauses: say(values), asked: [...asked].sort() };
}

test("every reason why headlines are not read has a sentence in both languages, of the same values", () => {
  const { unread } = german.problems;
  assert.equal(english.problems.unread, SENTENCES);
  assert.deepEqual(Object.keys(unread).sort(), Object.keys(SENTENCES).sort());
  for (const reason of Object.keys(SENTENCES)) {
    const [one, other] = [saidOf(SENTENCES, reason), saidOf(unread, reason)];
    // What a library said of a file stays English and is left out.
    assert.deepEqual(
      other.asked,
      one.asked.filter((name) => name !== "detail"),
      reason,
    );
    for (const { clauses, asked } of [one, other]) {
      assert.equal(clauses.length, 2, reason);
      for (const clause of clauses) assert.match(clause, /^\S.{6,}[^.\s]$/, reason);
      for (const name of asked)
        assert.ok(clauses.join().includes(`<${name}>`), `${reason}: ${name}`);
    }
    assert.notDeepEqual(other.clauses, one.clauses, reason);
  }
});

test("the page says a reason that it knows, and of another what the engine says", () => {
  const values = { name: "a.txt", byte: 120_004, encoding: "UTF-8" };
  const error = refused("No.", { code: "data", reason: "notEncoded", values });
  assert.match(sentenceOf(error), /^“a.txt” is not UTF-8 text: byte 120,004 can't .*again\.$/);
  for (const reason of ["toString", "ofTomorrow"])
    assert.equal(sentenceOf(refused("No.", { code: "data", reason, values })), "No.");
  const left = { name: "a.txt", titles: 0, why: "“a.txt” is empty." };
  assert.equal(whyLeft(left), left.why);
});

test("a knob that is refused says why in German, and a file of headlines as well", async (t) => {
  const page = await open(t, "?lang=de", { size: "tiny" });
  await untilRuns(page, (runs) => runs.length === 2, "two runs");
  await page.getByRole("button", { name: german.controls.recipe, exact: true }).click();
  await page.getByText(german.panels.recipe.more).click();
  const dropout = page.getByRole("spinbutton", { name: /^Dropout/ }).first();
  await dropout.fill("1.5");
  await dropout.blur();
  await page
    .getByRole("alert")
    .getByText("Dropout kann nicht 1,5 sein: Nimm eine Zahl von 0 bis unter 1.")
    .first()
    .waitFor();

  await page.getByRole("button", { name: german.controls.mine, exact: true }).click();
  const input = page.getByLabel(german.panels.mine.file);
  const file = (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => ({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(content),
  });
  const lines = "One of the headlines\n".repeat(2000);
  const gz = gzipSync(lines);
  for (const [given, said] of /** @type {const} */ ([
    [file("leer.txt", ""), "„leer.txt“ ist leer; wähle"],
    [file("weiß.txt", "  \n"), "In „weiß.txt“ steht keine Schlagzeile; wähle"],
    [file("ab.txt.gz", gz.subarray(0, gz.length - 20)), "„ab.txt.gz“ ist abgeschnitten"],
    [
      file("t.xlsx", zipSync({ "[Content_Types].xml": Buffer.from("a") })),
      "„t.xlsx“ ist ein Dokument eines Office-Programms; speichere",
    ],
    [
      file("alt.txt", Buffer.from(`${"One\n".repeat(1000)}Caf\xe9\n`, "latin1")),
      "„alt.txt“ ist kein Text in UTF-8: Byte 4.004 ist nicht zu lesen; speichere",
    ],
  ])) {
    await input.setInputFiles(given);
    await page.getByRole("alert").getByText(said).waitFor();
  }
  // Beside a file that is read, one in a zip that is not.
  const zip = zipSync({ "a.txt": Buffer.from(lines), "b.json": Buffer.from("{") });
  await input.setInputFiles([file("z.zip", zip), file("leer.csv", "")]);
  const left = page.getByRole("list", { name: german.panels.mine.files });
  await left.getByText("„leer.csv“ ist leer; wähle").waitFor();
  await left.getByText("„z.zip/b.json“ ist in Datensatz 1 kein JSON; berichtige").waitFor();
  assert.equal(await page.getByText(german.problems.original("")).count(), 0);
});

test("a sample that can't be fetched is said in German", async (t) => {
  const page = await open(t, "?lang=de", {
    size: "tiny",
    expected: [/404/, /nicht zu holen/],
    prepare: (context) =>
      context.route("**/assets/sample/headlines.txt", (route) => route.fulfill({ status: 404 })),
  });
  const said = page.getByText("headlines.txt war nicht zu holen (HTTP 404); lade die Seite neu.");
  await said.first().waitFor();
  assert.equal(await page.getByText(german.problems.original("")).count(), 0);
  // A run that is to come back does not wait for a lesson that can't be laid out.
  const comes = await page.evaluate(async () => {
    const { laidOut } = await import(new URL("ui/state/returning.js", location.href).href);
    const late = new Promise((resolve) => setTimeout(resolve, 20_000, false));
    return Promise.race([laidOut().then(() => true), late]);
  });
  assert.equal(comes, true);
});
