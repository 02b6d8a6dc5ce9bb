"""Holds a folder, as transformers loads it, to what the command `headline` computes with it. Run by hand.

python check_folder.py HEADLINE TITLES.txt: trains a small run, exports it whole and in half precision, and loads both;
then the same of a folder that transformers made: another kind of tokenizer, a head of its own, bfloat16.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

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
    end = tokenizer.eos_token_id
    stream = [id for title in titles.read_text().splitlines() for id in (*tokenizer(title).input_ids, end)]
    [told] = lines(headline, "eval", "--model", str(folder), "--data", str(titles), "--all", "--set", "shuffle=false")
    difference = abs(loss(model, stream) - told["val_loss_token"])
    print(f"{folder.name:9} loss per token differs by {difference:.1e} over {len(stream)} tokens")
    assert told["val_tokens"] == len(stream) and difference <= LOSS_TOLERANCE
    for prompt in ("Show HN:", "Why the", "Ask HN: What"):
        settings = ["--prompt", prompt, "--temperature", "0", "--max-tokens", "12", "--json"]
        [written] = lines(headline, "generate", "--model", str(folder), *settings)
        start = torch.tensor([[end, *tokenizer(prompt).input_ids]])
        never = [[id] for id in (tokenizer.pad_token_id, tokenizer.unk_token_id) if id is not None and id != end]
        ours = model.generate(start, do_sample=False, max_new_tokens=12, bad_words_ids=never or None)[0, 1:].tolist()
        ours = ours[: ours.index(end)] if end in ours else ours
        assert ours == written["ids"], (prompt, ours, written["ids"])
        print(f"          {prompt!r} goes on alike: {written['text']!r}")


def make_elsewhere(folder: Path, titles: list[str]) -> None:
    """A folder as GPT-2's, but for its size: a tokenizer without a leading space, one special token, an untied head."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(titles, trainers.BpeTrainer(vocab_size=600, initial_alphabet=alphabet))
    end = "<|endoftext|>"
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=end, eos_token=end).save_pretrained(folder)
    tokens = tokenizer.get_vocab_size() + 1
    shape = {"vocab_size": tokens, "n_positions": 64, "n_embd": 64, "n_layer": 2, "n_head": 4}
    ends = {"bos_token_id": tokens - 1, "eos_token_id": tokens - 1}
    config = GPT2Config(**shape, **ends, activation_function="gelu", tie_word_embeddings=False, initializer_range=0.3)
    torch.manual_seed(1337)
    GPT2LMHeadModel(config).to(torch.bfloat16).save_pretrained(folder)


def main() -> None:
    """A run of the default architecture, whole and in half precision, and a model from elsewhere."""
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
        elsewhere = Path(place, "elsewhere")
        make_elsewhere(elsewhere, source.read_text().splitlines())
        check(headline, elsewhere, titles)


if __name__ == "__main__":
    main()
