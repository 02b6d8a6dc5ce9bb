/** One level down: the link to what is on the screen, to copy or to scan. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { Panel } from "../components/panel.js";
import { HandInForm } from "../handin/form.js";
import { PackForm } from "../pack/form.js";
import { announce } from "../state/announce.js";
import { showPanel } from "../state/view.js";
import { text } from "../text.js";
import { Code } from "./code.js";
import { copyFrom } from "./copy.js";
import { isOwn, link } from "./link.js";
import { showCode } from "./shown.js";

const words = text.share;

/** @param {{ address: string }} props */
function Link({ address }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [told, setTold] = useState({ of: "", copied: false });
  const copy = async () => {
    if (!field.current) return;
    const copied = await copyFrom(field.current);
    setTold({ of: address, copied });
    announce(copied ? words.copied : words.byHand);
  };
  // What was said of one link is not said of the next.
  const said = told.of === address ? (told.copied ? words.copied : words.byHand) : "";
  return html`<div class="share-link">
    <label for="share-link">${words.link}</label>
    <input id="share-link" type="text" readonly value=${address} ref=${field} onFocus=${() => field.current?.select()} />
    <button type="button" class="second" onClick=${copy}>${words.copy}</button>
    <p class="share-told">${said}</p>
    ${isOwn(address) && html`<p class="share-own">${words.own}</p>`}
  </div>`;
}

export function Share() {
  const address = link();
  return html`<${Panel} name="share" title=${words.title} lead=${words.lead}>
    <div class="share">
      <${Link} address=${address} />
      <${HandInForm} />
      <${PackForm} />
      <div class="share-board">
        <button type="button" class="quiet" onClick=${() => showPanel("board")}>${text.board.open}</button>
        <p>${text.board.openHint}</p>
      </div>
      <div class="share-code">
        <${Code} address=${address} />
        <button type="button" class="second" onClick=${showCode}>${words.showCode}</button>
      </div>
    </div>
  </${Panel}>`;
}
