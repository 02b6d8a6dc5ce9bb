/** What the engine refuses, in the page's language. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { CONFIG_REMEDIES, refusalOf, sentenceOf } from "../../www/ui/state/refusals.js";
import { german } from "../../www/ui/text.de.js";
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

test("a knob that is refused says why in German, and a refused file says that its reason is English", async (t) => {
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
  const empty = { name: "leer.txt", mimeType: "text/plain", buffer: Buffer.from("  \n") };
  await page.getByLabel(german.panels.mine.file).setInputFiles(empty);
  await page.getByRole("alert").getByText(german.problems.original(""), { exact: false }).waitFor();
});
