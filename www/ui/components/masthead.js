/** The bar: the page's name and its lessons, as links that an address can share. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { lessons } from "../lessons/index.js";
import { present } from "../present/present.js";
import { addressOf, lesson, openLesson } from "../state/lesson.js";
import { openPanel, togglePanel } from "../state/view.js";
import { text } from "../text.js";

const named = lessons.filter((one) => one.first);

/** A plain click stays on the page; any other does what the browser does with links. @param {MouseEvent} event @param {string} id */
function follow(event, id) {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  event.preventDefault();
  openLesson(id);
}

/** @param {{ one: import("../lessons/index.js").Lesson }} props */
function Entry({ one }) {
  const here = lesson.value.number === one.number;
  return html`<li>
    <a href=${addressOf(one.id)} aria-current=${here ? "page" : null} onClick=${(
      /** @type {MouseEvent} */ event,
    ) =>
      follow(
        event,
        one.id,
      )}><span class="lesson-number">${one.number}</span> ${text.lessonTitle(one.id)}</a>
  </li>`;
}

function Tools() {
  return html`<div class="tools">
    <button type="button" class="tool" title=${text.present.hint} onClick=${present}>${text.present.open}</button>
    <button type="button" class="tool" aria-expanded=${openPanel.value === "share"} aria-controls="panel-share" onClick=${() => togglePanel("share")}>${text.share.open}</button>
  </div>`;
}

/** Where not all lessons fit beside each other, the one that is open is in sight; nothing but the bar moves. @param {HTMLElement} bar */
function bringIntoSight(bar) {
  const here = bar.querySelector("[aria-current]");
  if (!here || bar.scrollWidth <= bar.clientWidth) return;
  const room = bar.getBoundingClientRect();
  const { left, right } = here.getBoundingClientRect();
  if (left < room.left) bar.scrollLeft -= room.left - left;
  else if (right > room.right) bar.scrollLeft += right - room.right;
}

export function Masthead() {
  const title = text.lesson[lesson.value.id].title;
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    document.title = `${title} · ${text.name}`;
    if (bar.current) bringIntoSight(bar.current);
  }, [title]);
  return html`<header class="masthead">
    <a class="skip" href="#experiment">${text.skip}</a>
    <p class="nameplate"><a href="./">${text.name}</a></p>
    <nav aria-label=${text.lessons} ref=${bar}>
      <ol>${named.map((one) => html`<${Entry} key=${one.id} one=${one} />`)}</ol>
    </nav>
    <${Tools} />
  </header>`;
}
