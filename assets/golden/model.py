"""The GPT-2 of design.md as functions of a dictionary of tensors, with Hugging Face's GPT-2 names.

Dropout is left out: the golden files are made without it.
Shapes: B rows, T tokens a row, D = d_model, H = n_head, V = vocab_size. Linear weights are [in, out].
"""

import math

import torch
from torch import Tensor
from torch.nn import functional as F

NORM_EPS = 1e-5
ROPE_BASE = 10_000.0

# Larger than the 0.02 of a real start: with so narrow a model, 0.02 leaves attention all but uniform, and a fault in
# the positions, the scale or the mask would hide below the tolerances.
WEIGHT_STD = 0.2
BIAS_STD = 0.1

Config = dict
Parameters = dict[str, Tensor]


def parameter_shapes(config: Config) -> dict[str, tuple[int, ...]]:
    """Name and shape of every parameter, in the order of the forward pass."""
    d = config["d_model"]
    norm_parts = ["weight", "bias"] if config["norm"] == "layernorm" else ["weight"]
    shapes = {"transformer.wte.weight": (config["vocab_size"], d)}
    if config["position"] == "learned":
        shapes["transformer.wpe.weight"] = (config["block_size"], d)
    for i in range(config["n_layer"]):
        block = f"transformer.h.{i}"
        shapes |= {f"{block}.ln_1.{part}": (d,) for part in norm_parts}
        shapes |= {f"{block}.attn.c_attn.weight": (d, 3 * d), f"{block}.attn.c_attn.bias": (3 * d,)}
        shapes |= {f"{block}.attn.c_proj.weight": (d, d), f"{block}.attn.c_proj.bias": (d,)}
        shapes |= {f"{block}.ln_2.{part}": (d,) for part in norm_parts}
        shapes |= {f"{block}.mlp.c_fc.weight": (d, 4 * d), f"{block}.mlp.c_fc.bias": (4 * d,)}
        shapes |= {f"{block}.mlp.c_proj.weight": (4 * d, d), f"{block}.mlp.c_proj.bias": (d,)}
    shapes |= {f"transformer.ln_f.{part}": (d,) for part in norm_parts}
    return shapes


def initial_parameters(config: Config, seed: int) -> Parameters:
    """Random weights with nothing left at 0 or 1, so that every path through the model shows in the logits."""
    generator = torch.Generator().manual_seed(seed)
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        noise = torch.randn(shape, generator=generator)
        is_norm = ".ln_" in name
        is_linear = ".c_" in name and name.endswith(".weight")
        if is_linear and config["init"] == "he":
            parameters[name] = math.sqrt(2 / shape[0]) * noise
        elif is_norm and name.endswith(".weight"):
            parameters[name] = 1 + BIAS_STD * noise
        elif name.endswith(".bias"):
            parameters[name] = BIAS_STD * noise
        else:
            parameters[name] = WEIGHT_STD * noise
    return parameters


def normalise(parameters: Parameters, config: Config, name: str, x: Tensor) -> Tensor:
    """LayerNorm or RMSNorm over the last dimension."""
    width = (x.shape[-1],)
    weight = parameters[f"{name}.weight"]
    if config["norm"] == "layernorm":
        return F.layer_norm(x, width, weight, parameters[f"{name}.bias"], NORM_EPS)
    return F.rms_norm(x, width, weight, NORM_EPS)


def linear(parameters: Parameters, name: str, x: Tensor) -> Tensor:
    """x · W + b with W as [in, out]."""
    return x @ parameters[f"{name}.weight"] + parameters[f"{name}.bias"]


def rotate(x: Tensor) -> Tensor:
    """RoPE, rotate-half: x [B, H, T, dh]; the pair (i, i + dh/2) at position t turns by t · 10000^(−2i/dh)."""
    t, dh = x.shape[-2:]
    frequency = ROPE_BASE ** (-2 * torch.arange(dh // 2, dtype=torch.float64) / dh)
    angle = torch.arange(t, dtype=torch.float64)[:, None] * frequency
    cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
    first, second = x[..., : dh // 2], x[..., dh // 2 :]
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)


def attention(parameters: Parameters, config: Config, name: str, x: Tensor) -> Tensor:
    """Causal attention with fused qkv, [B, T, D] → [B, T, D]."""
    b, t, d = x.shape
    h = config["n_head"]
    qkv = linear(parameters, f"{name}.c_attn", x)
    q, k, v = (part.view(b, t, h, d // h).transpose(1, 2) for part in qkv.split(d, dim=-1))
    if config["position"] == "rope":
        q, k = rotate(q), rotate(k)
    scores = q @ k.transpose(-2, -1) / math.sqrt(d // h)
    future = torch.ones(t, t, dtype=torch.bool).triu(1)
    mixed = scores.masked_fill(future, -math.inf).softmax(-1) @ v
    return linear(parameters, f"{name}.c_proj", mixed.transpose(1, 2).reshape(b, t, d))


def logits(parameters: Parameters, config: Config, ids: Tensor) -> Tensor:
    """Logits [B, T, V] of the ids [B, T], by the tied head."""
    x = F.embedding(ids, parameters["transformer.wte.weight"])
    if config["position"] == "learned":
        x = x + parameters["transformer.wpe.weight"][: ids.shape[1]]
    for i in range(config["n_layer"]):
        block = f"transformer.h.{i}"
        x = x + attention(parameters, config, f"{block}.attn", normalise(parameters, config, f"{block}.ln_1", x))
        inner = F.gelu(linear(parameters, f"{block}.mlp.c_fc", normalise(parameters, config, f"{block}.ln_2", x)))
        x = x + linear(parameters, f"{block}.mlp.c_proj", inner)
    return normalise(parameters, config, "transformer.ln_f", x) @ parameters["transformer.wte.weight"].T


def loss(parameters: Parameters, config: Config, x: Tensor, y: Tensor, reduction: str = "mean") -> Tensor:
    """Cross-entropy in nats of the targets y [B, T]."""
    return F.cross_entropy(logits(parameters, config, x).flatten(0, 1), y.flatten(), reduction=reduction)
