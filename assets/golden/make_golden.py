"""Makes <case>.json and <case>.safetensors for every case, and schedule.json. README.md tells what they hold.

Run from anywhere: python make_golden.py. Nothing is written unless the script's own checks pass.
"""

import json
import math
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from model import Config, Parameters, initial_parameters, logits, loss
from train import batch_at, clip, learning_rate, trace, warmup_steps

FOLDER = Path(__file__).parent
EOS = 1
WEIGHTS_SEED = 20_250_827
STEPS = 20

# Every trace runs with no dropout, and every field that is not named here stays the same.
BASE = {
    "n_layer": 2, "n_head": 2, "d_model": 16, "vocab_size": 61, "block_size": 12, "dropout": 0.0,
    "norm": "layernorm", "position": "learned", "init": "gpt2",
    "optimizer": "adamw", "lr": 3e-3, "momentum": 0.0, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0,
    "schedule": "constant", "warmup_frac": 0.2, "min_lr_frac": 0.1, "grad_clip": 0.0, "epochs": 1, "steps": STEPS,
    "batch_size": 3, "micro_batch_size": 0,
}  # fmt: skip

CASES = {
    "default": {},
    "rmsnorm_rope_he": {"norm": "rmsnorm", "position": "rope", "init": "he"},
    "rmsnorm": {"norm": "rmsnorm"},
    "rope": {"position": "rope"},
    "he": {"init": "he"},
    # A head size of 7 too: no kernel may count on even widths.
    "odd_heads": {"n_head": 3, "d_model": 21},
    "uneven_micro_batches": {"batch_size": 5, "micro_batch_size": 2},
    # Large enough that kernels cut products into parts for several threads, and attention into blocks of rows.
    "wide": {"n_layer": 1, "n_head": 4, "d_model": 64, "vocab_size": 259, "block_size": 72, "batch_size": 2},
}

TRACES = {
    "sgd_constant": {"optimizer": "sgd", "lr": 0.3},
    "sgd_cosine": {"optimizer": "sgd", "lr": 0.3, "schedule": "cosine"},
    "sgd_momentum_decay": {"optimizer": "sgd", "lr": 0.05, "momentum": 0.9, "weight_decay": 0.01},
    "adamw_constant": {},
    "adamw_cosine": {"schedule": "cosine"},
    "adamw_warmup_cosine_decay_clip": {"schedule": "warmup_cosine", "weight_decay": 0.1, "grad_clip": 1.0},
    "adamw_warmup_cosine_decay_small_clip": {"schedule": "warmup_cosine", "weight_decay": 0.1, "grad_clip": 0.1},
    # Adam's step hardly depends on the gradient's scale, so only SGD shows what clipping did.
    "sgd_warmup_cosine_small_clip": {"optimizer": "sgd", "lr": 0.3, "schedule": "warmup_cosine", "grad_clip": 0.1},
    # Far from the usual values, so that each of them shows in the losses.
    "adamw_every_setting": {
        "lr": 0.015, "beta1": 0.5, "beta2": 0.8, "eps": 1e-3, "weight_decay": 0.5, "schedule": "warmup_cosine",
        "grad_clip": 0.5,
    },
}  # fmt: skip

# What each setting is when it does nothing, or is left at its default by mistake.
NEUTRAL = {
    "momentum": 0.0, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0, "schedule": "constant",
    "warmup_frac": 0.0, "min_lr_frac": 0.0, "grad_clip": 0.0,
}  # fmt: skip

# Five times the 1e-3 that the Rust tests allow a loss of the 20th step.
LEAST_EFFECT = 5e-3


def made_up_titles(vocab_size: int, length: int, seed: int) -> list[int]:
    """Ids with some order in them, in titles of 3 to 11 tokens that end in <eos>; cut at `length`."""
    generator = torch.Generator().manual_seed(seed)

    def draw(below: int) -> int:
        return int(torch.randint(below, (1,), generator=generator))

    ids, words = [], vocab_size - 3
    while len(ids) < length:
        word = draw(words)
        for _ in range(3 + draw(8)):
            ids.append(3 + word)
            word = (5 * word + 7 + draw(4)) % words
        ids.append(EOS)
    return ids[:length]


def data_of(config: Config, case: str) -> tuple[Tensor, Tensor, int]:
    """Training ids, validation ids and validation characters."""
    tokens = config["batch_size"] * config["block_size"]
    # 20 updates go around more than twice. The default's last batch would fit to the very last id, which is where the
    # pointer's rule (≥, not >) returns to 0 one batch early.
    train_length = 8 * tokens + 1 if case == "default" else 8 * tokens + 17
    val_length = 4 * (tokens + 1) + tokens // 2 + 5
    train_ids = made_up_titles(config["vocab_size"], train_length, 1)
    val_ids = made_up_titles(config["vocab_size"], val_length, 2)
    return torch.tensor(train_ids), torch.tensor(val_ids), 4 * val_length + 3


def gradients(parameters: Parameters, config: Config, x: Tensor, y: Tensor) -> tuple[float, Parameters]:
    """Mean loss of a batch and the gradient of every parameter."""
    leaves = {name: value.clone().requires_grad_() for name, value in parameters.items()}
    batch_loss = loss(leaves, config, x, y)
    batch_loss.backward()
    return batch_loss.item(), {name: leaf.grad for name, leaf in leaves.items()}


def global_norm(grads: Parameters) -> float:
    """The norm over all gradients together, as clipping computes it."""
    leaves = {name: torch.zeros_like(grad).requires_grad_() for name, grad in grads.items()}
    for name, leaf in leaves.items():
        leaf.grad = grads[name].clone()
    return clip({"grad_clip": 0.0}, leaves)


def check_micro_batches(parameters: Parameters, config: Config, x: Tensor, y: Tensor, grads: Parameters) -> None:
    """The rows' shares of the micro-batches' gradients add up to the batch's."""
    size = config["micro_batch_size"] or 1
    total = {name: torch.zeros_like(grad) for name, grad in grads.items()}
    for start in range(0, len(x), size):
        rows = slice(start, start + size)
        _, part = gradients(parameters, config, x[rows], y[rows])
        for name, grad in part.items():
            total[name] += grad * len(x[rows]) / len(x)
    for name, grad in grads.items():
        assert torch.allclose(total[name], grad, rtol=1e-4, atol=1e-6), name


def largest_difference(trace32: dict, trace64: dict) -> float:
    """The largest relative difference between the losses and norms of two traces."""

    def numbers(run: dict) -> list[float]:
        stepwise = [step[key] for step in run["steps"] for key in ("train_loss", "grad_norm")]
        losses = [run[at][key] for at in ("before", "after") for key in ("val_loss", "val_loss_full", "val_loss_token")]
        return [*stepwise, *losses, run["final_loss"]]

    return max(abs(a - b) / abs(b) for a, b in zip(numbers(trace32), numbers(trace64), strict=True))


def effects(weights: Parameters, run_config: Config, run: dict, data: tuple[Tensor, Tensor, int]) -> dict[str, float]:
    """For each setting that is not neutral in a run: how far its losses move, at most, when it is made neutral."""
    moved = {}
    for setting, value in NEUTRAL.items():
        if run_config[setting] != value:
            other = trace(weights, run_config | {setting: value}, *data)
            pairs = zip(run["steps"], other["steps"], strict=True)
            moved[setting] = max(abs(a["train_loss"] - b["train_loss"]) for a, b in pairs)
    return moved


def make_case(case: str) -> tuple[dict, Parameters]:
    """The contents of a case's two files."""
    config = BASE | CASES[case]
    train_ids, val_ids, val_chars = data_of(config, case)
    weights = initial_parameters(config, WEIGHTS_SEED)
    x, y, _ = batch_at(train_ids, 0, config)
    batch_loss, grads = gradients(weights, config, x, y)
    check_micro_batches(weights, config, x, y, grads)

    traces, shown, data = [], {}, (train_ids, val_ids, val_chars)
    in_float64 = {name: value.double() for name, value in weights.items()}
    for name, changes in TRACES.items():
        run_config = config | changes
        run = trace(weights, run_config, *data)
        difference = largest_difference(run, trace(in_float64, run_config, *data))
        for setting, moved in effects(weights, run_config, run, data).items():
            shown[setting] = max(moved, shown.get(setting, 0.0))
        assert any(step["pointer"] == 0 for step in run["steps"][1:]), "the pointer never returned to 0"
        assert run["final_loss"] < run["steps"][0]["train_loss"], f"{case} {name} did not learn"
        traces.append({"name": name, "config": run_config, "float64_difference": difference, **run})
        print(f"{case:22} {name:38} {run['steps'][0]['train_loss']:.4f} → {run['final_loss']:.4f}, "
              f"norm {run['steps'][0]['grad_norm']:.3f}, from float64 {difference:.1e}")

    hidden = [setting for setting in NEUTRAL if shown[setting] < LEAST_EFFECT]
    assert not hidden, f"{case}: no trace would show a fault in {hidden}"
    print(f"{case:22} every setting moves a loss by at least {min(shown.values()):.4f}")

    tensors = dict(weights)
    tensors["logits"] = logits(weights, config, x)
    tensors |= {f"grad.{name}": grad for name, grad in grads.items()}
    facts = {
        "case": case,
        "torch": torch.__version__.split("+")[0],
        "config": config,
        "parameters": sum(value.numel() for value in weights.values()),
        "train_ids": train_ids.tolist(),
        "val_ids": val_ids.tolist(),
        "val_chars": val_chars,
        "first_batch": {"loss": batch_loss, "grad_norm": global_norm(grads)},
        "traces": traces,
    }  # fmt: skip
    return facts, tensors


def schedule_table() -> list[dict]:
    """Rates over whole runs; lr is exact to the last bits of an f64."""
    rows = [
        ("constant", 7, 0.0, 0.0), ("cosine", 1, 0.0, 0.0), ("cosine", 20, 0.0, 0.0), ("cosine", 636, 0.0, 0.0),
        # W = 0: no warm-up at all, and the first rate is lr.
        ("warmup_cosine", 9, 0.1, 0.1), ("warmup_cosine", 20, 0.0, 0.1), ("warmup_cosine", 20, 0.0, 0.0),
        ("warmup_cosine", 20, 0.1, 0.1), ("warmup_cosine", 20, 0.25, 0.0), ("warmup_cosine", 10, 0.5, 1.0),
        # floor(100 · 0.29) is 28 in f64; W = S leaves no cosine.
        ("warmup_cosine", 100, 0.29, 0.1), ("warmup_cosine", 6, 1.0, 0.1), ("warmup_cosine", 1, 0.1, 0.1),
        ("warmup_cosine", 636, 0.1, 0.1),
    ]  # fmt: skip
    table = []
    for schedule, steps, warmup_frac, min_lr_frac in rows:
        config = {"schedule": schedule, "lr": 3e-3, "steps": steps, "warmup_frac": warmup_frac, "min_lr_frac": min_lr_frac}
        shown = range(steps) if steps <= 100 else sorted({0, 1, 62, 63, 64, 65, 106, 317, 318, 500, steps - 2, steps - 1})
        warmup = warmup_steps(config) if schedule == "warmup_cosine" else 0
        table.append({**config, "warmup_steps": warmup, "rates": [[t, learning_rate(config, t)] for t in shown]})
    return table


def write_json(path: Path, value: object) -> None:
    """Compact enough for the repository, with one line for each step of a trace."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for opening in ('{"pointer"', '{"name"', '"traces"', '{"schedule"'):
        text = text.replace(opening, "\n" + opening)
    path.write_text(text + "\n")


def main() -> None:
    """All cases, then the files."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    made = {case: make_case(case) for case in CASES}
    for case, (facts, tensors) in made.items():
        assert all(math.isfinite(value) for tensor in tensors.values() for value in tensor.flatten().tolist())
        write_json(FOLDER / f"{case}.json", facts)
        save_file({name: t.contiguous() for name, t in tensors.items()}, FOLDER / f"{case}.safetensors", {"format": "pt"})
        (FOLDER / f"{case}.safetensors").chmod(0o644)
    write_json(FOLDER / "schedule.json", schedule_table())


if __name__ == "__main__":
    main()
