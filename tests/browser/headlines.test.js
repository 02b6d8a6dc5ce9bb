/** Headlines of a person's own: good files, small files, bad files. */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { chooseSize, dataInUse, press, untilReady, untilRuns, upload } from "./support/page.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab();
const REAL = fileURLToPath(new URL("../../../shared/data/hn_titles.txt", import.meta.url));
const SAMPLE = text.panels.mine.sampleName;
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
      const runs = await untilRuns(page, (all) => all.every(ended), "the end");
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
  const titles = `${madeUpTitles(1200).join("\n")}\n`;
  const bad = [
    file("empty.txt", ""),
    file("blank.txt", "\n \r\n\t\n"),
    file("empty.csv", ""),
    file("one.txt", "A single headline"),
    file("binary.txt", randomBytes(200_000)),
    file("broken.txt", Buffer.concat([Buffer.from(titles), Buffer.from([0x66, 0xff, 0xfe, 0x0a])])),
    file("latin-1.txt", Buffer.from(`${titles}Caf\xe9 au lait\n`, "latin1")),
  ];
  for (const one of bad) {
    const refusal = await upload(page, one, one.name);
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

test("the column of a table is found, and another can be chosen", async (t) => {
  const page = await open(t);
  await untilReady(page);
  await chooseSize(page, "Tiny");
  const titles = madeUpTitles(1200);
  const rows = titles.map((title, i) => `${i},"${title}","${title} again"`);
  assert.equal(
    await upload(page, file("table.csv", `id,title,other\n${rows.join("\n")}\n`), "table.csv"),
    "",
  );
  const column = page.getByRole("combobox", { name: "Column with the headlines" });
  assert.equal(await column.locator("option:checked").innerText(), "title");
  await column.selectOption({ label: "other" });
  const isOther = async () => {
    const { data } = await import(/** @type {any} */ ("/ui/state/data.js"));
    const titles = data.value.val_examples;
    return data.value.info.column === 2 && titles.every((title) => /again$/.test(title));
  };
  while (!(await page.evaluate(isOther))) await page.waitForTimeout(50);
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
  await page.getByText(text.panels.mine.cancelled).waitFor();
  assert.equal(await dataInUse(page), SAMPLE);
});
