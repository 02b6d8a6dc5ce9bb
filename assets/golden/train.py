"""The trainer of design.md around torch.optim: batches, schedules, clipping, validation losses."""

import math

import torch
from torch import Tensor

from model import Config, Parameters, loss


def batch_at(ids: Tensor, pointer: int, config: Config) -> tuple[Tensor, Tensor, int]:
    """x and y as [B, T] at the pointer, and the pointer of the batch after."""
    b, t = config["batch_size"], config["block_size"]
    x = ids[pointer : pointer + b * t].view(b, t)
    y = ids[pointer + 1 : pointer + b * t + 1].view(b, t)
    following = pointer + b * t
    return x, y, 0 if following + b * t + 1 >= len(ids) else following


def warmup_steps(config: Config) -> int:
    """W of `warmup_cosine`."""
    return math.floor(config["steps"] * config["warmup_frac"])


def learning_rate(config: Config, t: int) -> float:
    """The rate of update t, counted from 0."""
    lr, steps = config["lr"], config["steps"]
    if config["schedule"] == "constant":
        return lr
    if config["schedule"] == "cosine":
        return lr / 2 * (1 + math.cos(math.pi * t / steps))
    warmup = warmup_steps(config)
    if t < warmup:
        return lr * (t + 1) / warmup
    lowest = config["min_lr_frac"] * lr
    return lowest + (lr - lowest) / 2 * (1 + math.cos(math.pi * (t - warmup) / (steps - warmup)))


def optimizer_of(config: Config, parameters: Parameters) -> torch.optim.Optimizer:
    """PyTorch's own SGD or AdamW over all parameters, one group."""
    decay = config["weight_decay"]
    if config["optimizer"] == "sgd":
        return torch.optim.SGD(parameters.values(), lr=config["lr"], momentum=config["momentum"], weight_decay=decay)
    betas = (config["beta1"], config["beta2"])
    return torch.optim.AdamW(parameters.values(), lr=config["lr"], betas=betas, eps=config["eps"], weight_decay=decay)


def clip(config: Config, parameters: Parameters) -> float:
    """Clips the gradients in place by their global norm, which it returns as it was before."""
    limit = config["grad_clip"] or math.inf
    return torch.nn.utils.clip_grad_norm_(list(parameters.values()), limit).item()


@torch.no_grad()
def validation_losses(parameters: Parameters, config: Config, ids: Tensor, chars: int) -> dict[str, float]:
    """The three validation losses, the tokens that each side counts, and the uniform lines over the same tokens."""
    b, t = config["batch_size"], config["block_size"]
    span = b * t + 1
    windows = [ids[start : start + span] for start in range(0, len(ids) - span + 1, span)]
    whole = sum(loss(parameters, config, w[:-1].view(b, t), w[1:].view(b, t), "sum").item() for w in windows)

    # Rows of T targets, the last one shorter: the same rows for every batch size.
    rows = [ids[start : start + t + 1] for start in range(0, len(ids) - 1, t)]
    full = sum(loss(parameters, config, row[None, :-1], row[None, 1:], "sum").item() for row in rows)
    whole_tokens, full_tokens = len(windows) * b * t, len(ids) - 1
    log_v = math.log(config["vocab_size"])
    return {
        "val_loss": whole / chars,
        "val_loss_full": full / chars,
        "val_loss_token": full / full_tokens,
        "val_loss_tokens_counted": whole_tokens,
        "val_loss_full_tokens_counted": full_tokens,
        "uniform": log_v * whole_tokens / chars,
        "uniform_full": log_v * full_tokens / chars,
    }


def trace(initial: Parameters, config: Config, train_ids: Tensor, val_ids: Tensor, val_chars: int) -> dict:
    """A run of `steps` updates from the initial weights, as the golden files record it."""
    parameters = {name: value.clone().requires_grad_() for name, value in initial.items()}
    optimizer = optimizer_of(config, parameters)
    before = validation_losses(parameters, config, val_ids, val_chars)
    steps, pointer = [], 0
    for t in range(config["steps"]):
        x, y, following = batch_at(train_ids, pointer, config)
        optimizer.zero_grad()
        train_loss = loss(parameters, config, x, y)
        train_loss.backward()
        lr = learning_rate(config, t)
        for group in optimizer.param_groups:
            group["lr"] = lr
        norm = clip(config, parameters)
        optimizer.step()
        steps.append({"pointer": pointer, "train_loss": train_loss.item(), "lr": lr, "grad_norm": norm})
        pointer = following
    with torch.no_grad():
        x, y, _ = batch_at(train_ids, pointer, config)
        final_loss = loss(parameters, config, x, y).item()
    after = validation_losses(parameters, config, val_ids, val_chars)
    return {"steps": steps, "final_pointer": pointer, "final_loss": final_loss, "before": before, "after": after}
