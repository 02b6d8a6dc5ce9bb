"""Holds an exported folder, as transformers loads it, to what the command `headline` computes with it. Run by hand.

python check_folder.py HEADLINE TITLES.txt: trains a small run, exports it whole and in half precision, and loads both.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from transformers import AutoTokenizer, GPT2LMHeadModel

LOSS_TOLERANCE = 1e-4
SMALL = ["--size", "tiny", "--set", "steps=250", "--set", "vocab_size=600", "--set", "titles=1000"]


def lines(*command: str) -> list[dict]:
    """The JSON lines of a command that must succeed."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def loss(model: GPT2LMHeadModel, stream: list[int]) -> float:
    """Mean nats per token after the first, in rows of the block size: `val_loss_token`."""
    block = model.config.n_positions
    total = 0.0
    for start in range(0, len(stream) - 1, block):
        ids = torch.tensor(stream[start : start + block + 1])
        logits = model(ids[None, :-1]).logits[0].double()
        total += torch.nn.functional.cross_entropy(logits, ids[1:], reduction="sum").item()
    return total / (len(stream) - 1)


@torch.no_grad()
def check(headline: str, folder: Path, titles: Path) -> None:
    """Ids, loss and greedy headlines of one folder."""
    model = GPT2LMHeadModel.from_pretrained(folder, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    stream = [id for title in titles.read_text().splitlines() for id in (*tokenizer(title).input_ids, 1)]
    [told] = lines(headline, "eval", "--model", str(folder), "--data", str(titles), "--all", "--set", "shuffle=false")
    difference = abs(loss(model, stream) - told["val_loss_token"])
    print(f"{folder.name:6} loss per token differs by {difference:.1e} over {len(stream)} tokens")
    assert told["val_tokens"] == len(stream) and difference <= LOSS_TOLERANCE
    for prompt in ("Show HN:", "Why the", "Ask HN: What"):
        settings = ["--prompt", prompt, "--temperature", "0", "--max-tokens", "12", "--json"]
        [written] = lines(headline, "generate", "--model", str(folder), *settings)
        start = torch.tensor([[1, *tokenizer(prompt).input_ids]])
        never = [[0], [2]]
        ours = model.generate(start, do_sample=False, max_new_tokens=12, bad_words_ids=never)[0, 1:].tolist()
        ours = ours[: ours.index(1)] if 1 in ours else ours
        assert ours == written["ids"], (prompt, ours, written["ids"])
        print(f"       {prompt!r} goes on alike: {written['text']!r}")


def main() -> None:
    """A run of the default architecture, whole and in half precision."""
    headline, source = sys.argv[1], Path(sys.argv[2])
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as place:
        run, titles = Path(place, "run"), Path(place, "titles.txt")
        titles.write_text("\n".join(source.read_text().splitlines()[:300]))
        lines(headline, "train", "--data", str(source), *SMALL, "--out", str(run))
        for name, more in (("whole", []), ("half", ["--half"])):
            folder = Path(place, name)
            subprocess.run([headline, "export", "--model", str(run), "--out", str(folder), *more], check=True)
            check(headline, folder, titles)


if __name__ == "__main__":
    main()
