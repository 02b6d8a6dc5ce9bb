/** The stand-in's benchmarks: figures of a size that such figures have. */

import { busy } from "./fake-clock.js";
import { count_parameters } from "./fake-config.js";

export class Bench {
  constructor(config, { mode }) {
    this.mode = mode;
    this.batch_tokens = config.batch_size * config.block_size;
    this.params = count_parameters(config, config.vocab_size);
  }
  check() {
    return "";
  }
  advance() {
    busy(10);
    return { tokens: this.batch_tokens, loss: this.mode === "generate" ? null : 7.5 };
  }
  profile() {
    return [];
  }
  free() {}
}

export class KernelBench {
  static list() {
    return [
      { name: "bare tile", bound: "compute" },
      { name: "triad", bound: "memory" },
      { name: "GELU", bound: "memory" },
    ];
  }
  run(times) {
    busy(times);
    return 1e7 * times;
  }
  free() {}
}

export function bench_peak(iterations) {
  busy(iterations / 100);
  return 4e5 * iterations;
}
