/** A made-up run's folder, and the stand-in's model from a folder, which is such a run that has been trained already. */

import { count_parameters, refused, resolve_config } from "./fake-config.js";

const LENGTH_BYTES = 8;

/** The text files of a run's folder. @param {{ config: any, plan: any, tokenizer: string }} run */
export function textsOf({ config, plan, tokenizer }, facts) {
  const { n_layer, n_head, d_model, block_size, norm, position } = config;
  const shape = { n_layer, n_head, n_embd: d_model, n_positions: block_size };
  const gpt2 = norm === "layernorm" && position === "learned";
  const texts = {
    "config.json": {
      model_type: gpt2 ? "gpt2" : "headline_gpt",
      ...shape,
      vocab_size: plan.vocab_size,
      ...(gpt2 ? {} : { norm, position }),
      activation_function: "gelu",
    },
    "generation_config.json": { eos_token_id: 1 },
    "headline.json": config,
    "tokenizer_config.json": { tokenizer_class: "PreTrainedTokenizerFast" },
  };
  return {
    ...Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, JSON.stringify(text)]),
    ),
    "tokenizer.json": tokenizer,
    "README.md": `# ${facts.name}\n\n${JSON.stringify(facts)}\n`,
  };
}

/** @param {string} name @param {string} text */
function parsed(name, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused("folder", `${name} can't be read (${error.message}); choose another one.`);
  }
}

/** As many numbers as the one tensor of a made-up file has. @param {Uint8Array} weights */
function sizeOf(weights) {
  const length = Number(new DataView(weights.slice(0, LENGTH_BYTES).buffer).getBigUint64(0, true));
  if (length > weights.length - LENGTH_BYTES)
    throw refused(
      "folder",
      "model.safetensors ends before its header does; choose the whole file.",
    );
  const header = new TextDecoder().decode(weights.slice(LENGTH_BYTES, LENGTH_BYTES + length));
  return parsed("model.safetensors", header)["transformer.wte.weight"].shape[0];
}

/** @param {any} told @param {any} config @returns {any} */
function configOf({ model_type, n_embd, n_positions, n_layer, n_head, vocab_size, ...more }, told) {
  if (model_type !== "gpt2" && model_type !== "headline_gpt")
    throw refused(
      "folder",
      `config.json has model_type = "${model_type}", and the model here needs gpt2, or headline_gpt of Headline Lab; choose a GPT-2 with that.`,
    );
  const { norm = "layernorm", position = "learned" } = more;
  const shape = { n_layer, n_head, d_model: n_embd, block_size: n_positions, vocab_size };
  return { ...told, ...shape, norm, position };
}

/** What a run is trained with where no headline.json tells it. */
const defaults = () => resolve_config("baseline", "paper", {}).config;

/** The class, for the stand-in's own runs. @param {any} Run */
export function folderModelOf(Run) {
  return class FolderModel {
    constructor(config, tokenizer, headline, weights) {
      const read = parsed("config.json", config);
      const told = headline === undefined ? defaults() : parsed("headline.json", headline);
      this.tokenizer = tokenizer;
      parsed("tokenizer.json", tokenizer);
      this.config = configOf(read, told);
      const params = count_parameters(this.config, this.config.vocab_size);
      const found = sizeOf(weights);
      if (params !== found)
        throw refused(
          "folder",
          `The tensor transformer.wte.weight has the shape [${found}], and config.json asks for [${params}]; choose files that were saved together.`,
        );
      const notes =
        read.activation_function === "gelu_new"
          ? ["The model was trained with an approximation of GELU."]
          : [];
      this.facts = { config: this.config, params, tied: true, notes };
      // It writes as a run does that has ended.
      const ids = new Uint32Array(1e6);
      const prepared = { train_ids: ids, val_ids: ids, train_chars: 4e6, val_chars: 4e6 };
      const sizes = { vocab_size: this.config.vocab_size, train_titles: 1e5, val_titles: 1e5 };
      this.run = new Run(
        { ...this.config, epochs: 1, steps: 0 },
        { prepared: { ...prepared, ...sizes } },
      );
      this.run.step = this.run.plan.steps;
    }

    next_tokens(prompt, k) {
      return this.run.next_tokens(prompt, k);
    }

    surprise(title) {
      return this.run.surprise(title);
    }

    attention(title) {
      return this.run.attention(title);
    }

    generate(options) {
      return this.run.generate(options);
    }

    plan_on(config, dataset) {
      return new Run(config, dataset).plan;
    }

    train_on(config, dataset) {
      const run = new Run(config, dataset);
      run.from = { step: 0, loss: run.plan.uniform_full / 2, held: false };
      return run;
    }

    tokenizer_json() {
      return this.tokenizer;
    }

    free() {}
  };
}
