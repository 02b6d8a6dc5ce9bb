/** The model's parts: their parameters add up to what the engine counts. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { blockOf, FIELDS, headsFor, partsOf, sumOf } from "../../www/ui/model/parts.js";
import { resolve_config } from "./fake-config.js";

/** @typedef {import("../../www/ui/types.js").Config} Config */

/** @param {string} preset @param {string} size @param {Record<string, unknown>} [set] */
function resolved(preset, size, set = {}) {
  const { config, params } = resolve_config(preset, size, set);
  return { config: /** @type {Config} */ (/** @type {unknown} */ (config)), params };
}

test("the paper's model has 27,172,864 parameters, part by part", () => {
  const { config } = resolved("champion", "paper");
  const parts = partsOf(config);
  assert.equal(sumOf(parts), 27_172_864);
  const of = Object.fromEntries(parts.map(({ name, params }) => [name, params]));
  assert.deepEqual(of, {
    token: 16_000 * 512,
    positions: 128 * 512,
    firstNorm: 1024,
    attention: 3 * 512 * 512 + 3 * 512 + 512 * 512 + 512,
    secondNorm: 1024,
    mlp: 4 * 512 * 512 + 4 * 512 + 4 * 512 * 512 + 512,
    finalNorm: 1024,
    head: 0,
  });
  assert.equal(blockOf(parts).length, 4);
  assert.ok(blockOf(parts).every(({ times }) => times === 6));
});

test("the parts of every preset, size and switch add up to the engine's count", () => {
  for (const preset of ["baseline", "epic1", "epic2", "champion"]) {
    for (const size of ["tiny", "classroom", "medium", "paper"]) {
      for (const set of [
        {},
        { position: "rope" },
        { norm: "rmsnorm" },
        { n_layer: 1, n_head: 1, d_model: 48 },
        { vocab_size: 300, block_size: 16, norm: "rmsnorm", position: "rope" },
      ]) {
        const { config, params } = resolved(preset, size, set);
        assert.equal(
          sumOf(partsOf(config)),
          params,
          `${preset} at ${size}, ${JSON.stringify(set)}`,
        );
      }
    }
  }
});

test("a part is shaped by fields that there are, and heads divide the width", () => {
  const { config } = resolved("champion", "classroom");
  for (const field of Object.values(FIELDS).flat()) assert.ok(field in config, field);
  assert.deepEqual(headsFor(config), [1, 2, 4, 8, 16, 32, 64]);
  assert.deepEqual(
    headsFor({ ...config, d_model: 48, position: "rope" }),
    [1, 2, 3, 4, 6, 8, 12, 24],
  );
});
