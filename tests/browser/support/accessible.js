/** What a person who cannot see, point or wait needs of a page, as checks of whatever it shows at that moment. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";

/** @typedef {import("playwright-core").Page} Page */

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** The least side of what a finger or an unsteady hand must hit, in CSS pixels. */
const TARGET_PX = 24;

/** For pages whose policy lets no script in from elsewhere. */
export const FOR_AXE = { bypassCSP: true };

/** Fails where more than the one polite line is read out by itself; alerts are for what breaks. @param {Page} page @param {string} state */
async function assertOneLine(page, state) {
  const lines = page.locator(
    ":is([role=status], [role=log], output, [aria-live]):not([aria-live=off])",
  );
  const all = await lines.evaluateAll((found) => found.map((one) => one.outerHTML.slice(0, 120)));
  assert.ok(all.length <= 1, `${state}: read out by themselves:\n  ${all.join("\n  ")}`);
}

/**
 * Fails where axe finds anything at all, or where several lines are read out; the page's context needs FOR_AXE.
 * @param {Page} page @param {string} state What is on the screen.
 */
export async function assertAxe(page, state) {
  await assertOneLine(page, state);
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(async () => {
    const { axe } = /** @type {any} */ (window);
    const options = { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
    const { violations } = await axe.run(document, options);
    return violations.map((/** @type {any} */ one) => {
      const places = one.nodes.map((/** @type {any} */ node) => `${node.target}: ${node.html}`);
      const why = one.nodes[0].any[0]?.message ?? one.nodes[0].all[0]?.message ?? "";
      return `${one.id} (${one.help}; ${why})\n    ${places.slice(0, 5).join("\n    ")}`;
    });
  });
  assert.deepEqual(found, [], `axe, ${state}:\n  ${found.join("\n  ")}`);
}

/**
 * Fails where a control is smaller than a finger needs. A link within a sentence is as high as its line, and the words of
 * a headline are text.
 * @param {Page} page @param {string} state
 */
export async function assertTargets(page, state) {
  const small = await page.evaluate((least) => {
    const controls = "a[href], button, input, select, textarea, summary, [role=button], [role=tab]";
    return [...document.querySelectorAll(controls)].flatMap((control) => {
      if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: false })) return [];
      if (control.classList.contains("skip")) return [];
      const within = control.parentElement?.tagName === "P" && control.matches("a");
      if (within && control.parentElement?.textContent !== control.textContent) return [];
      // A control in a label is hit wherever the label is.
      const label = control.matches("input") ? control.closest("label") : null;
      const { width, height } = (label ?? control).getBoundingClientRect();
      if (Math.min(width, height) >= least - 0.01) return [];
      const name = control.getAttribute("aria-label") ?? control.textContent ?? control.id;
      return [`${control.tagName} "${name}": ${width.toFixed(1)} × ${height.toFixed(1)}`];
    });
  }, TARGET_PX);
  assert.deepEqual(small, [], `targets, ${state}`);
}

/** Fails where the page or a part of it that has no scroll bar of its own is wider than its room. @param {Page} page @param {string} state */
export async function assertNoSideways(page, state) {
  const { wide, width, room } = await page.evaluate(() => {
    const root = document.documentElement;
    const wide = [...document.querySelectorAll("main *")].filter((part) => {
      const { right, width } = part.getBoundingClientRect();
      if (width === 0 || right <= root.clientWidth + 1) return false;
      return !part.closest(".unseen, .masthead nav, svg, .marks, .uplot");
    });
    return {
      wide: wide.slice(0, 5).map((part) => part.outerHTML.slice(0, 120)),
      width: root.scrollWidth,
      room: root.clientWidth,
    };
  });
  assert.ok(width <= room, `${state}: ${width} px wide in ${room}:\n${wide.join("\n")}`);
}

/**
 * What has the focus: its role and name as a person hears them, and whether it is seen: outlined, in the window, and not
 * under something else.
 * @param {Page} page
 */
export function focusOn(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    const label = /** @type {HTMLInputElement} */ (element).labels?.[0];
    const said = element.getAttribute("aria-label") ?? (label ?? element).textContent ?? "";
    const name = said.trim();
    // A hidden radio button shows its focus on the word beside it.
    const shown = element.matches(".choice input") ? element.nextElementSibling : element;
    const style = getComputedStyle(/** @type {Element} */ (shown));
    const outlined = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2;
    const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2;
    const inWindow = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    // A control that lets the pointer through would not be found under it, though nothing covers it.
    const { pointerEvents } = /** @type {HTMLElement} */ (element).style;
    /** @type {HTMLElement} */ (element).style.pointerEvents = "auto";
    const over = document.elementFromPoint(x, y);
    /** @type {HTMLElement} */ (element).style.pointerEvents = pointerEvents;
    const free = over !== null && (element.contains(over) || over.contains(element));
    return { tag: element.tagName, name, outlined, inWindow, free };
  });
}

/** Fails where nobody can see what has the focus. @param {Page} page */
export async function assertFocusSeen(page) {
  const focus = await focusOn(page);
  assert.ok(focus, "nothing has the focus");
  const { outlined, inWindow, free } = focus;
  const told = `the focus on ${focus.tag} "${focus.name.slice(0, 60)}"`;
  assert.ok(outlined, `${told} has no outline`);
  assert.ok(inWindow, `${told} is out of the window`);
  assert.ok(free, `${told} is covered`);
}

/**
 * Goes on with Tab, as a person does, until a control of that name has the focus; each stop on the way is seen.
 * @param {Page} page @param {RegExp} name @param {"Tab" | "Shift+Tab"} [key]
 */
export async function tabTo(page, name, key = "Tab") {
  const seen = [];
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press(key);
    const focus = await focusOn(page);
    if (focus === null) continue;
    await assertFocusSeen(page);
    seen.push(focus.name.slice(0, 30));
    if (name.test(focus.name)) return;
  }
  assert.fail(`${name} cannot be reached with ${key}: ${seen.join(" | ")}`);
}
