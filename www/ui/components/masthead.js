/** The bar: the page's name and its lessons. */
import { html } from "htm/preact";
import { sgdVsAdamw } from "../lessons/sgd-vs-adamw.js";
import { text } from "../text.js";

export function Masthead() {
  return html`<header class="masthead">
    <a class="skip" href="#experiment">${text.skip}</a>
    <p class="nameplate"><a href="./">${text.name}</a></p>
    <nav aria-label=${text.lessons}>
      <ol>
        <li>
          <a href="#experiment" aria-current="page"><span class="lesson-number">${sgdVsAdamw.number}</span> ${text.lesson.sgdVsAdamw.title}</a>
        </li>
      </ol>
    </nav>
    <p class="motto">${text.motto}</p>
  </header>`;
}
