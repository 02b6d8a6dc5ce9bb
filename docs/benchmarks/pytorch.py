"""Tokens per second of PyTorch on this machine, to be run in the same minute as bench.html.

    python docs/benchmarks/pytorch.py [--threads N] [--steps N]

The model is the golden files' (assets/golden/model.py), in float32 and without dropout. A training step is forward,
backward, global clipping and AdamW; an evaluation is the forward pass with its loss. Prints a row for each setting with the
median step.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "assets/golden"))
import model  # noqa: E402

SWITCHES = {"norm": "layernorm", "position": "learned", "init": "gpt2"}
SETTINGS = {
    "paper": {"vocab_size": 16000, "n_layer": 6, "n_head": 8, "d_model": 512, "block_size": 128, "batch": 8},
    "small": {"vocab_size": 4096, "n_layer": 4, "n_head": 4, "d_model": 128, "block_size": 64, "batch": 16},
    "bytes": {"vocab_size": 256, "n_layer": 8, "n_head": 8, "d_model": 256, "block_size": 128, "batch": 8},
}


def step_seconds(work, steps: int) -> float:
    work()
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--steps", type=int, default=5)
    chosen = arguments.parse_args()
    torch.set_num_threads(chosen.threads)
    print(f"PyTorch {torch.__version__}, {chosen.threads} thread(s), median of {chosen.steps} steps, tokens per second")
    for name, setting in SETTINGS.items():
        config = setting | SWITCHES
        parameters = model.initial_parameters(config, seed=1)
        for parameter in parameters.values():
            parameter.mul_(0.1).requires_grad_()
        optimizer = torch.optim.AdamW(parameters.values(), lr=1e-4, weight_decay=0.1)
        ids = torch.randint(config["vocab_size"], (config["batch"], config["block_size"] + 1))
        x, y = ids[:, :-1], ids[:, 1:]

        def train() -> None:
            optimizer.zero_grad()
            model.loss(parameters, config, x, y).backward()
            torch.nn.utils.clip_grad_norm_(parameters.values(), 1.0)
            optimizer.step()

        def evaluate() -> None:
            with torch.no_grad():
                model.loss(parameters, config, x, y)

        for mode, work in (("train", train), ("eval", evaluate)):
            print(f"{name:6} {mode:6} {x.numel() / step_seconds(work, chosen.steps):9.0f}")


if __name__ == "__main__":
    main()
