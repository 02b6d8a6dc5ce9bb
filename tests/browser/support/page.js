/** What a person does on the page, by role and name. */

import { text } from "../../../www/ui/text.js";

/** @typedef {import("playwright-core").Page} Page */

/**
 * What the page has measured of the runs on the screen, from its own state.
 * @param {Page} page
 */
export function runsOf(page) {
  return page.evaluate(async () => {
    const { runs } = await import(new URL("ui/state/runs.js", location.href).href);
    return runs.value.map((/** @type {any} */ card) => ({
      name: card.name.value,
      size: card.recipe.size,
      state: card.state.value,
      step: card.step.value,
      steps_per_epoch: card.plan.value?.steps_per_epoch,
      data: card.data?.name,
      evals: card.evals,
      glances: card.glances,
      train: card.train,
      written: card.written.value,
      next: card.next.value,
    }));
  });
}

/**
 * Waits until there are runs, and what the page knows of them satisfies `wanted`: while others are made in their place
 * there is none, of which anything would be true.
 * @param {Page} page
 * @param {(runs: Awaited<ReturnType<typeof runsOf>>) => boolean} wanted
 * @param {string} what
 * @param {number} [limit] in milliseconds
 */
export async function untilRuns(page, wanted, what, limit = 240_000) {
  const end = Date.now() + limit;
  for (;;) {
    const runs = await runsOf(page);
    if (runs.length > 0 && wanted(runs)) return runs;
    if (Date.now() > end) {
      const seen = runs.map(({ name, state, step }) => `${name} ${state} at ${step}`).join(", ");
      throw new Error(`${what}: not within ${limit / 1000} s (${seen})`);
    }
    await page.waitForTimeout(100);
  }
}

/** The runs are made and the button waits for its click. @param {Page} page */
export async function untilReady(page) {
  await page.getByRole("button", { name: /^Train( both)?$/ }).waitFor();
  await untilRuns(page, (runs) => runs.every(({ state }) => state === "ready"), "ready to train");
}

/**
 * @param {Page} page
 * @param {string} name of a button
 */
export function press(page, name) {
  return page.getByRole("button", { name, exact: true }).click();
}

/**
 * @param {Page} page
 * @param {string} size its label
 */
export async function chooseSize(page, size) {
  await press(page, "Change the recipe");
  await page.getByRole("combobox", { name: "Size", exact: true }).selectOption({ label: size });
  await press(page, "Change the recipe");
  await page.getByRole("button", { name: /^Train( both)?$/ }).waitFor();
}

/**
 * Hands a file to "Use my headlines" and waits for what becomes of it: the sentence of a refusal, or "" where it is ready.
 * @param {Page} page
 * @param {Parameters<import("playwright-core").Locator["setInputFiles"]>[0]} file
 * @param {string} name as the page will call it
 */
export async function upload(page, file, name) {
  const alerts = page.getByRole("alert");
  const link = page.getByRole("button", { name: "Use my headlines", exact: true });
  if ((await link.getAttribute("aria-expanded")) !== "true") await link.click();
  await page.getByLabel("Choose a file").setInputFiles(file);
  const ready = page.getByText(text.panels.mine.ready(name));
  await alerts.or(ready).first().waitFor();
  if ((await alerts.count()) === 0) return "";
  const sentence = await alerts.first().locator("p").innerText();
  await alerts.first().getByRole("button", { name: "Dismiss" }).click();
  return sentence;
}

/** The name of the headlines in use, as the page tells it. @param {Page} page */
export async function dataInUse(page) {
  return page.getByRole("heading", { name: "In use now" }).locator("b").innerText();
}

/** A run is kept within seconds of its pause; a slow machine has its time. */
const KEPT_MS = 60_000;

/** Waits until every run on the screen is in storage as it stands. @param {Page} page */
export async function untilKept(page) {
  /** What is not kept as it is on the page; null once all is. */
  const missing = () =>
    page.evaluate(async () => {
      const at = (/** @type {string} */ file) => import(new URL(file, location.href).href);
      const [{ engine }, { runs }] = await Promise.all([
        at("ui/state/engine.js"),
        at("ui/state/runs.js"),
      ]);
      const kept = await engine.value.kept.list();
      if (runs.value.length === 0) return "there are no runs";
      const here = runs.value.map((/** @type {any} */ card) =>
        JSON.stringify([card.kept.key, card.step.value, card.state.value]),
      );
      const there = kept.map((/** @type {any} */ { key, note }) =>
        JSON.stringify([key, note.step, note.state]),
      );
      const all = here.every((/** @type {string} */ one) => there.includes(one));
      return all ? null : `${here.join(" ")} on the page, ${there.join(" ")} in storage`;
    });
  for (const end = Date.now() + KEPT_MS; ; await page.waitForTimeout(50)) {
    const found = await missing();
    if (found === null) return;
    if (Date.now() > end) throw new Error(`not kept within ${KEPT_MS / 1000} s: ${found}`);
  }
}
