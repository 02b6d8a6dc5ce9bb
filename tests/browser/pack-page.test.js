/** A class pack from the teacher's page to a student's: made, dropped, watched and trained, with nothing fetched. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { text } from "../../www/ui/text.js";
import { assertAxe, assertTargets, FOR_AXE } from "./support/accessible.js";
import { useLab } from "./support/lab.js";
import { press, runsOf, untilReady, untilRuns, upload } from "./support/page.js";

const { open } = useLab({ fake: true });

/** @typedef {import("playwright-core").Page} Page */

const words = text.pack;
const NAME = "class-sgd-vs-adamw-owls.headlinepack";
const TITLES = Array.from({ length: 900 }, (_, i) => `Owl number ${i} learns to write headlines`);

/** What the headlines in use came to, from the page's own state. @param {Page} page */
const dataOf = (page) =>
  page.evaluate(async () => {
    const { data } = await import(new URL("ui/state/data.js", location.href).href);
    // What the files were like that titles came from is another matter.
    const { id: _, info, ...rest } = data.value;
    return { fingerprints: info.fingerprints, titles: info.titles_used, ...rest };
  });

/** Drops a file on the chart, as a person does who aims at nothing. @param {Page} page @param {string} name @param {Buffer} content */
async function drop(page, name, content) {
  const transfer = await page.evaluateHandle(
    ([name, base64]) => {
      const holder = new DataTransfer();
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      holder.items.add(new File([bytes], name));
      return holder;
    },
    [name, content.toString("base64")],
  );
  await page.locator(".stage").dispatchEvent("dragover", { dataTransfer: transfer });
  await page.locator(".stage").dispatchEvent("drop", { dataTransfer: transfer });
}

test("a teacher makes a class pack of a trained lesson, and a student who drops it sees and trains the same", async (t) => {
  const teacher = await open(t, "", { size: "tiny" });
  await untilReady(teacher);
  const file = { name: "owls.txt", mimeType: "text/plain", buffer: Buffer.from(TITLES.join("\n")) };
  await upload(teacher, file, "owls.txt");
  await press(teacher, "Train both");
  const trained = await untilRuns(
    teacher,
    (all) => all.every(({ state }) => state === "finished"),
    "the end",
  );
  await press(teacher, text.share.open);
  const form = teacher.getByRole("region", { name: words.title });
  await form.getByText(words.warning("900", "owls.txt")).waitFor();
  await form.getByText(words.withRecording(2)).waitFor();
  const [download] = await Promise.all([
    teacher.waitForEvent("download"),
    press(teacher, words.make),
  ]);
  assert.equal(download.suggestedFilename(), NAME);
  await form.getByText(`Made: ${NAME}`).waitFor();
  await teacher.getByRole("status").getByText(`Made: ${NAME}`).waitFor();
  const pack = await readFile(await download.path());

  const student = await open(t, "?lesson=modern-parts", { context: FOR_AXE, size: "tiny" });
  await untilRuns(student, (all) => all.some(({ state }) => state === "ready"), "ready");
  const before = await dataOf(student);
  /** @type {string[]} */
  const fetched = [];
  student.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await drop(student, NAME, pack.subarray(0, -100));
  const alert = student.getByRole("alert");
  await alert.getByText(`${NAME} was not opened: the file is damaged`).waitFor();
  await alert.getByRole("button", { name: "Dismiss" }).click();
  assert.deepEqual(await dataOf(student), before);

  await drop(student, NAME, pack);
  const told = student.getByRole("region", { name: words.title });
  const { title } = text.lesson["sgd-vs-adamw"];
  await told
    .getByText(words.opened({ file: NAME, titles: "900", lesson: title, recorded: true }))
    .waitFor();
  await untilReady(student);
  assert.deepEqual(
    fetched.filter((path) => !/\.(m?js|wasm|svg)$/.test(path)),
    [],
    "the page's own modules and nothing else",
  );
  await assertAxe(student);
  await assertTargets(student, "with a pack");
  assert.deepEqual(await dataOf(student), await dataOf(teacher));
  assert.match(new URL(student.url()).search, /needs=900~~owls\.txt/);

  await told.getByRole("button", { name: words.watch }).click();
  await student.getByText(text.recorded.standing).first().waitFor();
  await student.getByRole("slider", { name: text.recorded.position }).fill("9999");
  const [, recorded] = await runsOf(student);
  const [, adamw] = trained;
  assert.equal(recorded.state, "recorded");
  assert.equal(recorded.step, adamw.step);
  assert.deepEqual(
    recorded.evals.map(({ step, loss }) => [step, loss]),
    adamw.evals.map(({ step, loss }) => [step, Number(loss.toPrecision(5))]),
  );
  assert.deepEqual(
    recorded.next.map((/** @type {any} */ one) => one.text),
    adamw.next.map((/** @type {any} */ one) => one.text),
  );
  assert.equal(recorded.written[0].text, adamw.written[0].text);

  await press(student, text.recorded.leave);
  await press(student, "Train both");
  await untilRuns(student, (all) => all.every(({ step }) => step > 3), "training");
  await drop(student, NAME, pack);
  await student.getByText(words.busy(NAME)).waitFor();
  const own = await untilRuns(
    student,
    (all) => all.every(({ state }) => state === "finished"),
    "the student’s end",
  );
  assert.deepEqual(
    own.map(({ evals }) => evals.at(-1)?.loss),
    trained.map(({ evals }) => evals.at(-1)?.loss),
  );
});

test("a question goes into a pack too, on the made-up headlines and without a recording", async (t) => {
  const teacher = await open(t, "?lesson=ask&size=tiny&ask=p:rope:learned&seeds=5", {
    size: "tiny",
  });
  await teacher.getByRole("button", { name: /^Train 10 runs/ }).waitFor();
  await press(teacher, text.share.open);
  const form = teacher.getByRole("region", { name: words.title });
  await form.getByText(words.withoutRecording).waitFor();
  const [download] = await Promise.all([
    teacher.waitForEvent("download"),
    press(teacher, words.make),
  ]);
  const name = "class-ask.headlinepack";
  assert.equal(download.suggestedFilename(), name);
  const pack = await readFile(await download.path());
  const student = await open(t, "", { size: "tiny" });
  await untilReady(student);
  await press(student, text.share.open);
  await student.getByLabel(words.open).setInputFiles({ name, mimeType: "", buffer: pack });
  await student
    .getByRole("region", { name: words.title })
    .first()
    .getByText(`Opened ${name}`)
    .waitFor();
  await student.getByRole("button", { name: /^Train 10 runs/ }).waitFor();
  assert.equal((await dataOf(student)).synthetic, true);
  assert.deepEqual(await dataOf(student), await dataOf(teacher));
  assert.equal(new URL(student.url()).searchParams.get("needs"), null);
});
