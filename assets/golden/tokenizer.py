"""Makes tokenizer_golden.json, tokenizer_sample_golden.json and regex_classes.json with the Python package `tokenizers`.

python tokenizer.py TITLES, where TITLES is a file of at least 9,000 headlines. Only hashes of what came of those are
kept; the sentences that the files hold in full are made up here. The second file is the same of the bundled sample, so
that the tests have something to hold to where TITLES is not. Without TITLES, only the second file is made.
"""

import hashlib
import json
import struct
import sys
from collections.abc import Iterable
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from awkward import PATH as AWKWARD
from awkward import read_titles

FOLDER = Path(__file__).parent
SAMPLE = FOLDER.parent / "sample" / "headlines.txt"
SIZES = (1_000, 4_096, 16_000)
REAL = 9_000
SPECIAL = ["<pad>", "<eos>", "<unk>"]
EOS = 1

# In full, so that a fault can be read off: what a line can't hold, bytes that no title has, and ordinary text.
PROBES = [
    "", " ", "a", " a", "Show HN: I built a tiny database in Rust", "first line\r\nsecond line", "first\nsecond\n\nthird",
    " spaces  kept \t here ", "I'll we've they're it's you'd don't I'm", "I’ll IT'S", "x" * 100, "12345 ¼ ٣", "日本語と한국어",
    "naïve e\u0301clair", "👩‍💻🏳️‍🌈", "שלום عالم", "\x00\x01\x7f", "a <eos> b<unk><pad>", "plane 4: \U00040000", "last: \U0010ffff",
]  # fmt: skip


def ours(vocab_size: int, titles: list[str]) -> Tokenizer:
    """The tokenizer of design.md, trained on the titles in their order."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True, trim_offsets=True, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=True, trim_offsets=True, use_regex=True)
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size, min_frequency=0, special_tokens=SPECIAL, initial_alphabet=[], show_progress=False
    )
    tokenizer.train_from_iterator(titles, trainer)
    return tokenizer


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def stream(tokenizer: Tokenizer, titles: list[str]) -> bytes:
    """The ids of each title, then <eos>, one after the other, each as a little-endian u32."""
    ids = [i for title in titles for i in [*tokenizer.encode(title).ids, EOS]]
    return struct.pack(f"<{len(ids)}I", *ids)


def facts_of(vocab_size: int, titles: list[str]) -> dict:
    """Everything that must be equal, as hashes, and the probes in full."""
    tokenizer = ours(vocab_size, titles)
    text = tokenizer.to_str(pretty=False)
    vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    assert [i for _, i in vocabulary] == list(range(len(vocabulary)))
    merges = [" ".join(pair) for pair in json.loads(text)["model"]["merges"]]
    streams = {"real": titles[:REAL], "awkward": titles[REAL:], "all": titles}
    facts = {
        "vocab_size_asked": vocab_size,
        "vocab_size": len(vocabulary),
        "merges": len(merges),
        "vocab_sha256": sha256("\n".join(token for token, _ in vocabulary).encode()),
        "merges_sha256": sha256("\n".join(merges).encode()),
        "tokenizer_json_sha256": sha256(text.encode()),
    }
    for name, part in streams.items():
        data = stream(tokenizer, part)
        facts |= {f"ids_{name}": len(data) // 4, f"ids_{name}_sha256": sha256(data)}
    encoded = [tokenizer.encode(probe).ids for probe in PROBES]
    decoded = [tokenizer.decode(ids) for ids in encoded]
    probes = zip(PROBES, encoded, decoded, strict=True)
    facts["probes"] = [{"text": text, "ids": ids, "decoded": back} for text, ids, back in probes]
    return facts


def class_of(splitter: pre_tokenizers.ByteLevel, character: str) -> str:
    """Which class of ByteLevel's regex a character is in: it stays with its own kind in one piece.

    L is a letter, N a number, O what is neither nor white space, S white space.
    """
    for name, neighbour in (("L", "a"), ("N", "1"), ("O", "!")):
        if len(splitter.pre_tokenize_str(neighbour + character)) == 1:
            return name
    return "S"


def ranges(points: list[int]) -> list[list[int]]:
    """Sorted numbers as inclusive ranges."""
    cuts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(points)) if b != a + 1), len(points)]
    return [[points[a], points[b - 1]] for a, b in pairwise(cuts)]


def regex_classes() -> dict[str, list[list[int]]]:
    """Every code point's class, but for O, which is the rest."""
    splitter = pre_tokenizers.ByteLevel(add_prefix_space=True, trim_offsets=True, use_regex=True)
    points: dict[str, list[int]] = {"L": [], "N": [], "O": [], "S": []}
    for point in [*range(0xD800), *range(0xE000, 0x110000)]:
        points[class_of(splitter, chr(point))].append(point)
    return {name: ranges(points[name]) for name in ("L", "N", "S")}


def lines(values: Iterable[str], opening: str, closing: str) -> str:
    """JSON values one a line."""
    return opening + ",\n".join(values) + closing


def compact(value: object) -> str:
    """JSON without spaces, in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def write_golden(path: Path, name: str) -> None:
    """The hashes of the first 9,000 titles of a file and the awkward ones."""
    real = read_titles(path)[:REAL]
    assert len(real) == REAL, f"{len(real)} titles; at least {REAL} are needed"
    awkward = read_titles(AWKWARD)
    sizes = [facts_of(vocab_size, real + awkward) for vocab_size in SIZES]
    golden = {
        "tokenizers": version("tokenizers"),
        "real_titles": len(real),
        "real_titles_sha256": sha256("\n".join(real).encode()),
        "awkward_titles": len(awkward),
        "awkward_titles_sha256": sha256("\n".join(awkward).encode()),
    }
    head = compact(golden).removesuffix("}")
    (FOLDER / name).write_text(lines(map(compact, sizes), head + ',"sizes":[\n', "\n]}\n"))
    for facts in sizes:
        asked, got = facts["vocab_size_asked"], facts["vocab_size"]
        print(f"{path.name}: asked {asked}, got {got}, {facts['merges']} merges, {facts['ids_all']} ids")


def main() -> None:
    """The files."""
    write_golden(SAMPLE, "tokenizer_sample_golden.json")
    if len(sys.argv) > 1:
        write_golden(Path(sys.argv[1]), "tokenizer_golden.json")
        classes = (f"{compact(name)}:{compact(value)}" for name, value in regex_classes().items())
        (FOLDER / "regex_classes.json").write_text(lines(classes, "{\n", "\n}\n"))


if __name__ == "__main__":
    main()
