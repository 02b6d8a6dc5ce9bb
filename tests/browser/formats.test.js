/** Headlines from files of many kinds, as a person drops, chooses and pastes them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { text } from "../../www/ui/text.js";
import { useLab } from "./support/lab.js";
import { dataInUse, untilReady, upload } from "./support/page.js";
import { snappyParquet } from "./support/parquet.js";
import { madeUpTitles } from "./support/titles.js";

const { open } = useLab({ fake: true });
const words = text.panels.mine;

/** @param {string} name @param {string | Uint8Array} content */
const file = (name, content) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

test("files of several formats are chosen together, their column changed, a paste read as what it is", async (t) => {
  const page = await open(t);
  await untilReady(page);
  const titles = madeUpTitles(500);
  const rows = titles.map((title, i) => `${i}\t"${title},\n${i}"\tother ${i}`);
  const chosen = [
    file("table.tsv", `id\ttitle\tnotes\n${rows.join("\n")}\n`),
    file("list.json.gz", gzipSync(JSON.stringify(titles.map((title) => ({ title }))))),
    file("windows.txt", Buffer.from(`\ufeff${titles.join("\r\n")}`, "utf16le")),
    file("few.parquet", new Uint8Array(await snappyParquet("few").arrayBuffer())),
    file("picture.txt", new Uint8Array([80, 78, 71, 0, 1, 2])),
  ];
  assert.equal(await upload(page, chosen, "table.tsv + 3"), "");
  const list = page.getByRole("list", { name: words.files });
  assert.deepEqual(await list.getByRole("listitem").allInnerTexts(), [
    "table.tsv TSV · UTF-8 · 500 headlines",
    "list.json JSON · UTF-8 · 500 headlines",
    "windows.txt TXT · UTF-16 LE · 500 headlines",
    "few.parquet PARQUET · 59 headlines",
    "“picture.txt” is not text: byte 4 is zero; choose a text, a table (.csv, .tsv, .parquet) or JSON.",
  ]);
  await page.getByText(words.used("1,559", "1,559")).waitFor();

  const column = page.getByRole("combobox", { name: words.column });
  assert.deepEqual(await column.getByRole("option").allInnerTexts(), [
    "id",
    "title",
    "notes",
    "url",
  ]);
  await column.selectOption({ label: "notes" });
  // The lists have no such column, and are read by their own.
  const first = () =>
    page.evaluate(async () => {
      const [{ data }, { engine }] = await Promise.all(
        ["data", "engine"].map((name) => import(/** @type {any} */ (`/ui/state/${name}.js`))),
      );
      return engine.value.trainingTitles(data.value.id)[0];
    });
  const end = Date.now() + 30_000;
  while ((await first()) !== "other 0") {
    assert.ok(Date.now() < end, `still ${await first()}`);
    await page.waitForTimeout(100);
  }

  // A spreadsheet's cells come as text with tabs, files through the clipboard as files.
  await page.getByLabel(words.paste).fill(titles.map((title, i) => `${i}\t${title}`).join("\n"));
  await page.getByRole("button", { name: words.usePasted }).click();
  await page.getByText(words.ready(words.pastedName)).waitFor();
  await list.getByText("TSV · UTF-8 · 500 headlines").waitFor();
  await page.getByLabel(words.paste).evaluate(
    (area, lines) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([lines], "copied.csv"));
      area.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    },
    `title\n${titles.map((title) => `"${title}"`).join("\n")}`,
  );
  await page.getByText(words.ready("copied.csv")).waitFor();
  assert.equal(await dataInUse(page), "copied.csv");
});
