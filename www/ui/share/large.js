/** The code as large as the screen, for phones at the back of a room. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../text.js";
import { Code } from "./code.js";
import { isOwn, link } from "./link.js";
import { hideCode } from "./shown.js";

/** A link without what nobody types. @param {string} address */
const spoken = (address) => address.replace(/^https?:\/\//, "").replace(/\/$/, "");

/** Shown for as long as it stands. */
export function LargeCode() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const address = link();
  return html`<dialog class="code-sheet" aria-label=${text.share.large} ref=${dialog} onClose=${hideCode}>
    <${Code} address=${address} />
    <div class="code-beside">
      <p class="code-link">${spoken(address)}</p>
      ${isOwn(address) && html`<p class="code-own">${text.share.own}</p>`}
      <button type="button" class="second" onClick=${() => dialog.current?.close()}>${text.share.hideCode}</button>
    </div>
  </dialog>`;
}
