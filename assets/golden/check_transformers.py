"""Holds the golden logits of the default architecture to transformers' own GPT2LMHeadModel. Run by hand."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import GPT2Config, GPT2LMHeadModel

from train import batch_at

FOLDER = Path(__file__).parent
TOLERANCE = 1e-5


def check(case: str) -> float:
    """The largest difference between a case's logits and Hugging Face's from the same weights."""
    facts = json.loads((FOLDER / f"{case}.json").read_text())
    tensors = load_file(FOLDER / f"{case}.safetensors")
    config = facts["config"]
    model = GPT2LMHeadModel(GPT2Config(
        vocab_size=config["vocab_size"], n_positions=config["block_size"], n_embd=config["d_model"],
        n_layer=config["n_layer"], n_head=config["n_head"], activation_function="gelu", layer_norm_epsilon=1e-5,
    )).eval()  # fmt: skip
    weights = {name: tensor for name, tensor in tensors.items() if name.startswith("transformer.")}
    missing, unexpected = model.load_state_dict(weights, strict=False)
    # The tied head is one tensor under two names.
    assert set(missing) <= {"lm_head.weight"} and not unexpected, (missing, unexpected)
    x, _, _ = batch_at(torch.tensor(facts["train_ids"]), 0, config)
    with torch.no_grad():
        return (model(x).logits - tensors["logits"]).abs().max().item()


def main() -> None:
    """Every case that Hugging Face's model can be."""
    torch.set_num_threads(1)
    for case in ("default", "he", "odd_heads", "uneven_micro_batches"):
        difference = check(case)
        print(f"{case:22} logits differ by at most {difference:.1e}")
        assert difference <= TOLERANCE, case


if __name__ == "__main__":
    main()
