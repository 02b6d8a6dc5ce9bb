/** Headlines of a person's own: good files, small files, bad files. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { useLab } from "./support/lab.js";
import { chooseSize, dataInUse, press, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab();
const REAL = fileURLToPath(new URL("../../../shared/data/hn_titles.txt", import.meta.url));
const SAMPLE = "the made-up headlines";
const SENTENCE = /^[A-Z“"0-9].{20,}\.$/s;

/**
 * @param {string} name
 * @param {string | Buffer} content
 */
function file(name, content) {
  return {
    name,
    mimeType: name.endsWith(".csv") ? "text/csv" : "text/plain",
    buffer: Buffer.from(content),
  };
}

test("real headlines are uploaded and trained on: the loss falls by at least 0.3 nats per character", async (t) => {
  if (!existsSync(REAL)) {
    console.error(
      `\n*** NOT TESTED: ${REAL} is absent, so nothing was trained on real headlines. ***\n`,
    );
    t.skip("the real headlines are absent");
    return;
  }
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  assert.equal(await upload(page, REAL, "hn_titles.txt"), "");
  assert.equal(await dataInUse(page), "hn_titles.txt");
  await press(page, "Train both");
  const fallen = ({ evals }) => evals.length > 1 && evals[0].loss - evals.at(-1).loss;
  const runs = await untilRuns(
    page,
    (all) =>
      all.some((run) => run.data === "hn_titles.txt" && fallen(run) >= 0.3) ||
      all.every(({ state }) => state === "finished"),
    "a loss that falls",
    300_000,
  );
  const adamw = runs.find(({ name }) => name === "AdamW");
  assert.equal(adamw.data, "hn_titles.txt");
  assert.ok(fallen(adamw) >= 0.3, `from ${adamw.evals[0].loss} to ${adamw.evals.at(-1).loss}`);
});

test("a file of 100 headlines trains with a finite loss, or is refused with the number that would do", async (t) => {
  const page = await open(t);
  await untilReady(page);
  for (const size of ["Classroom", "Tiny"]) {
    if (size !== "Classroom") await chooseSize(page, size);
    const refusal = await upload(
      page,
      file("hundred.txt", madeUpTitles(100).join("\n")),
      "hundred.txt",
    );
    if (refusal) {
      const numbers = [...refusal.matchAll(/\d[\d,]*/g)].map(([digits]) =>
        Number(digits.replaceAll(",", "")),
      );
      assert.ok(
        numbers.some((n) => n > 100),
        `the refusal names no number that would do: ${refusal}`,
      );
      assert.equal(await dataInUse(page), SAMPLE);
    } else {
      await press(page, "Train both");
      const ended = (/** @type {{ state: string, evals: unknown[] }} */ run) =>
        run.state === "finished" || run.evals.length > 1;
      const runs = await untilRuns(page, (all) => all.length > 0 && all.every(ended), "the end");
      for (const { evals } of runs) {
        for (const { loss } of evals)
          assert.ok(Number.isFinite(loss) && loss > 0, `a loss of ${loss}`);
      }
      return;
    }
  }
});

test("bad files get a sentence and lose nothing", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const bad = [
    file("empty.txt", ""),
    file("blank.txt", "\n \r\n\t\n"),
    file("empty.csv", ""),
    file("one.txt", "A single headline"),
    file("binary.txt", randomBytes(200_000)),
  ];
  for (const one of bad) {
    const refusal = await upload(page, one, one.name);
    if (one.name === "binary.txt" && refusal === "") {
      // Random bytes may hold enough lines; then the page must say that it replaced some.
      assert.ok(await page.getByText("Some bytes were not UTF-8 and were replaced.").isVisible());
      await press(page, "Back to the made-up headlines");
      await page.getByRole("heading", { name: SAMPLE }).waitFor();
      continue;
    }
    assert.match(refusal, SENTENCE, one.name);
    assert.equal(await dataInUse(page), SAMPLE, one.name);
  }
  // Too large to be handed over in a message, as the others are.
  const folder = await mkdtemp(join(tmpdir(), "headline-lab-"));
  t.after(() => rm(folder, { recursive: true }));
  const long = join(folder, "long.txt");
  await writeFile(long, Buffer.alloc(50 * 1024 * 1024, "x"));
  assert.match(await upload(page, long, "long.txt"), SENTENCE);
  assert.equal(await dataInUse(page), SAMPLE);

  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step >= 1), "training after bad files");
});

test("invalid UTF-8 is told and trained on; a table's column is found", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  const titles = madeUpTitles(1200);
  const broken = Buffer.concat([
    Buffer.from(`${titles.join("\n")}\n`),
    Buffer.from([0x66, 0xff, 0xfe, 0x0a]),
  ]);
  assert.equal(await upload(page, { ...file("broken.txt", ""), buffer: broken }, "broken.txt"), "");
  assert.ok(await page.getByText("Some bytes were not UTF-8 and were replaced.").isVisible());

  const rows = titles.map((title, i) => `${i},"${title}, or so",https://example.org/${i}`);
  assert.equal(
    await upload(page, file("table.csv", `id,title,url\n${rows.join("\n")}\n`), "table.csv"),
    "",
  );
  const column = page.getByRole("combobox", { name: "Column with the headlines" });
  assert.equal(await column.locator("option:checked").innerText(), "title");
  await press(page, "Train both");
  await untilRuns(
    page,
    (all) => all.every(({ step, data }) => step >= 2 && data === "table.csv"),
    "training on the table",
  );
});

test("a preparation that is cancelled leaves the headlines in use as they were", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const many = madeUpTitles(60_000).map((title, i) => `${title} ${i.toString(36)}`);
  await page.getByRole("button", { name: "Use my headlines" }).click();
  await page.getByLabel("Choose a file").setInputFiles(file("many.txt", many.join("\n")));
  await press(page, "Cancel");
  await page.getByText("Cancelled. The headlines in use are as before.").waitFor();
  assert.equal(await dataInUse(page), SAMPLE);
});
