/** The zip of a run that was trained by the real module: the tensors that Hugging Face's GPT-2 expects, and the way back. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { useLab } from "./support/lab.js";
import { press, untilReady, untilRuns } from "./support/page.js";
import { headerOf } from "./support/safetensors.js";

const { open } = useLab();

/** The names and shapes of a GPT-2 whose head is its embedding. @param {{ vocab_size: number, n_positions: number, n_embd: number, n_layer: number }} config */
function expected({ vocab_size, n_positions, n_embd: d, n_layer }) {
  /** @type {[string, number[]][]} */
  const all = [
    ["wte.weight", [vocab_size, d]],
    ["wpe.weight", [n_positions, d]],
    ["ln_f.weight", [d]],
    ["ln_f.bias", [d]],
  ];
  for (let i = 0; i < n_layer; i += 1) {
    for (const norm of ["ln_1", "ln_2"])
      all.push([`h.${i}.${norm}.weight`, [d]], [`h.${i}.${norm}.bias`, [d]]);
    /** @type {[string, number, number][]} */
    const linear = [
      ["attn.c_attn", d, 3 * d],
      ["attn.c_proj", d, d],
      ["mlp.c_fc", d, 4 * d],
      ["mlp.c_proj", 4 * d, d],
    ];
    for (const [name, from, to] of linear)
      all.push([`h.${i}.${name}.weight`, [from, to]], [`h.${i}.${name}.bias`, [to]]);
  }
  return Object.fromEntries(all.map(([name, shape]) => [`transformer.${name}`, shape]));
}

test("a few updates of the Tiny size make a folder with GPT-2's tensors and a model card", async (t) => {
  // Every build of the modules has this one.
  const page = await open(t, "?module=plain", { size: "tiny" });
  await untilReady(page);
  const has = await page.evaluate(async () => {
    const { engine } = await import(new URL("ui/state/engine.js", location.href).href);
    const { module } = engine.value.info;
    const script = await fetch(new URL(`pkg/${module}/headline_lab.js`, location.href));
    return (await script.text()).includes("folder_texts(");
  });
  if (!has || process.env.HEADLINE_FAKE) {
    t.skip("the module has no folder_texts: build it and set HEADLINE_PKG");
    return;
  }
  await press(page, "Train both");
  await untilRuns(page, (all) => all.every(({ step }) => step > 2), "the first updates");
  await press(page, "Pause");
  await page.getByRole("button", { name: "More of AdamW", exact: true }).click();
  await press(page, "Take the model away AdamW");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(page, "Make the zip"),
  ]);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  const told = (/** @type {string} */ name) =>
    new TextDecoder().decode(files[`headline-lab-adamw/${name}`]);
  const config = JSON.parse(told("config.json"));
  assert.equal(config.model_type, "gpt2");
  const { header, data } = headerOf(files["headline-lab-adamw/model.safetensors"]);
  const { __metadata__, ...tensors } = header;
  assert.equal(__metadata__.format, "pt");
  const shapes = Object.entries(tensors).map(([name, { dtype, shape, data_offsets: at }]) => {
    const numbers = shape.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1);
    assert.equal(dtype, "F32", name);
    assert.equal(at[1] - at[0], 4 * numbers, name);
    const values = new Float32Array(data.slice(at[0], at[1]).buffer);
    assert.ok(values.every(Number.isFinite), name);
    return /** @type {const} */ ([name, shape]);
  });
  assert.deepEqual(Object.fromEntries(shapes), expected(config));
  assert.equal(JSON.parse(told("headline.json")).optimizer, "adamw");
  assert.ok(Object.keys(JSON.parse(told("tokenizer.json")).model.vocab).length > 500);
  assert.match(told("README.md"), /^# AdamW$/m);
  assert.match(told("README.md"), /trained in Headline Lab for \d+ updates on the /);

  // And it comes back: the same model, which writes as the run does and trains on.
  const texts = Object.fromEntries(
    ["config", "tokenizer", "headline"].map((name) => [name, told(`${name}.json`)]),
  );
  const weights = Buffer.from(files["headline-lab-adamw/model.safetensors"]).toString("base64");
  const back = await page.evaluate(
    async ([texts, weights]) => {
      const ui = (/** @type {string} */ name) =>
        import(new URL(`ui/state/${name}.js`, location.href).href);
      const [{ engine }, { data }, { runs }] = await Promise.all(
        ["engine", "data", "runs"].map(ui),
      );
      const model = await engine.value.openFolder({
        ...texts,
        weights: Uint8Array.from(atob(weights), (sign) => sign.charCodeAt(0)),
      });
      const written = async (/** @type {AsyncIterable<{ text: string }>} */ parts) => {
        let last = "";
        for await (const { text } of parts) last = text;
        return last;
      };
      const sampling = { prompt: "Show HN:", temperature: 1, seed: 7, max_tokens: 12 };
      const run = runs.value[1].engineId.value;
      const title = "Show HN: A tiny model in the browser";
      const looks = await Promise.all([engine.value.attention(run, title), model.attention(title)]);
      const on = await model.trainOn({
        config: { ...model.facts.config, epochs: 1 },
        data: data.value,
      });
      return {
        params: [on.plan.params, model.facts.params, runs.value[1].plan.value.params],
        headlines: [
          await written(engine.value.generate(run, sampling)),
          await written(model.generate(sampling)),
        ],
        next: [
          await engine.value.nextTokens(run, "Show HN:", 5),
          await model.nextTokens("Show HN:", 5),
        ],
        looks: looks.map(({ tokens, weights }) => ({ tokens, weights: [...weights] })),
        notes: model.facts.notes,
      };
    },
    /** @type {const} */ ([texts, weights]),
  );
  for (const pair of [back.headlines, back.next, back.looks]) assert.deepEqual(pair[1], pair[0]);
  assert.equal(new Set(back.params).size, 1);
  assert.ok(back.headlines[1].length > "Show HN:".length && back.looks[1].tokens.length > 3);
  assert.deepEqual(back.notes, []);
});
