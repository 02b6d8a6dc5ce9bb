/** What a model from files expects after a prompt, as bars. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { BarList, fullFor } from "../components/writers.js";
import { isCancelled } from "../state/problems.js";
import { sentenceOf } from "../state/refusals.js";
import { text } from "../text.js";

const words = text.folder;

const BARS = 8;
/** A pause in typing that ends it. */
const SETTLE_MS = 200;

/** @typedef {{ prompt: string, tokens: import("../types.js").NextToken[], problem: string }} Expected */

/** @param {{ model: import("./state.js").FolderModel, prompt: string }} props */
export function NextTokens({ model, prompt }) {
  const [{ tokens, problem, ...shown }, setExpected] = useState(
    /** @type {Expected} */ ({ prompt, tokens: [], problem: "" }),
  );
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await model.nextTokens(prompt, BARS, { signal: stop.signal });
        setExpected({ prompt, tokens: found, problem: "" });
      } catch (error) {
        if (isCancelled(error)) return;
        setExpected({ prompt, tokens: [], problem: sentenceOf(error) });
      }
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [model, prompt]);
  return html`<div class="model-next">
    <h4>${words.next}</h4>
    <p class="run-note">${words.nextOf(shown.prompt)}. ${words.nextHint}</p>
    ${
      problem
        ? html`<p class="run-problem">${problem}</p>`
        : html`<${BarList} label=${words.next} tokens=${tokens} full=${fullFor(tokens)} rows=${BARS} />`
    }
  </div>`;
}
