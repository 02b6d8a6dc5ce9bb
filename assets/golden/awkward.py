"""Makes awkward_titles.txt: 1,000 made-up titles with what trips tokenizers and line readers.

Every title is already trimmed and no two are the same. Every tenth line of the file ends in \\r\\n, the others in \\n.
The alphabets stay below U+40000, so that the UTF-8 bytes F1 to F7 never occur and `<unk>` can be tested, and within
what Unicode 12 knew, so that two regex engines agree on each code point's class.
"""

import random
from pathlib import Path

PATH = Path(__file__).parent / "awkward_titles.txt"
COUNT = 1_000

# What Rust's str::trim removes: Unicode's White_Space, which lacks Python's U+001C to U+001F.
WHITE_SPACE = "".join(map(chr, [*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]))

PLAIN = "show ask tell launch why how my a the tiny slow compiler database kernel queue parser editor garden clock in of for with without Rust C 2024 I've don't we'll they're it's You'd O'Reilly's"
WORDS = PLAIN.split()
EMOJI = ["😀", "🚀", "👍🏽", "👩‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷", "🇯🇵🇰🇷", "1️⃣", "#️⃣", "❤️", "☕", "✨✨✨", "🧑🏿‍🚒", "🤷‍♀️", "©️", "🦀"]
CJK = ["日本語のタイトル", "新しいデータベース", "中文标题", "编译器为什么慢", "한국어 제목", "빠른 파서", "ﾊﾝｶｸ", "全角ＡＢＣ１２３", "「引用」", "𠮷野家", "㍿", "々〆ヶ", "注音ㄅㄆㄇ", "、。！？"]
RTL = ["שלום עולם", "כותרת חדשה", "مرحبا بالعالم", "عنوان جديد", "١٢٣٤", "۴۵۶", "فارسی‌نویسی", "\u202bמעורב mixed\u202c", "\u2067ltr\u2069", "\u200fא\u200e", "ܫܠܡܐ", "ދިވެހި", "«نص»"]
COMBINING = ["e\u0301", "n\u0303o", "Z\u0351\u036b\u0343a\u0328\u0317l\u0304\u0327g\u0489o", "o\u0308\u0304", "नमस्ते", "क्षि", "ไทยที่นี่", "தமிழ்", "ཀྵ", "a\u20dd", "각", "ﬁﬂ", "ǆ", "İıſK", "x\u0305\u0332"]
CONTROL = ["\x00", "\x01", "\x07", "\x08", "\t", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x1d", "\x1e", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\r", "\r\r", "\u2028", "\u2029", "\ufeff", "\ufffd", "\ufffe", "\u00ad", "\u200b", "\u2060", "\ue000"]
SPACES = [" ", "  ", "   ", "       ", " " * 33, "\u00a0", "\u00a0 ", " \u2003", "\u2009\u2009", "\u3000", "\t\t", " \t ", "\u1680", "\u202f", "\u205f ", "\u180e"]
NUMBERS = ["1", "007", "3.14", "1,000,000", "²", "½", "Ⅻ", "①②", "٣", "१२", "𝟘𝟙", "0x1F", "1e-8", "12:30", "௧", "〇", "㊿", "10⁶"]
SIGNS = ["!!!", "...", "…", "–", "—", "“quoted”", "‘s", "’s", "'S", "'LL", "'re've'd", "''", "\"", "`", "\\n", "&amp;", "<b>", "</b>", "C++", "C#", "$€£¥₿", "→⇒", "∀x∈ℝ", "_snake_case_", "@a", "a/b", "100%", "~", "^", "|", "{}", "[]", "·"]
SPECIAL = ["<eos>", "<pad>", "<unk>", "<EOS>", "< eos >", "<eos><eos>", "<pad", "unk>", "<|endoftext|>"]
SCRIPTS = ["Ωμέγα", "Привет", "ПРИВЕТ", "ёжик", "Ελληνικά", "Հայերեն", "ქართული", "አማርኛ", "ᏣᎳᎩ", "ᚠᚢᚦ", "straße", "STRASSE", "ñandú", "Łódź", "Đặng", "Ǆ", "𝔘𝔫𝔦", "𐍈𐌰", "ꙮ"]

FAMILIES = {
    "emoji": EMOJI, "cjk": CJK, "right-to-left": RTL, "combining": COMBINING, "control": CONTROL, "spaces": SPACES,
    "numbers": NUMBERS, "signs": SIGNS, "special": SPECIAL, "scripts": SCRIPTS,
}  # fmt: skip


def title(rng: random.Random, family: list[str]) -> str:
    """Pieces of one family between plain words, sometimes with a second family, sometimes with nothing plain."""
    other = rng.choice(list(FAMILIES.values()))
    pieces = []
    for _ in range(rng.randint(1, 7)):
        source = rng.choices([family, WORDS, other], [5, 4, 1])[0]
        pieces.append(rng.choice(source))
        pieces.append(rng.choices(["", " ", rng.choice(SPACES)], [4, 5, 1])[0])
    if rng.random() < 0.05:
        pieces.append(rng.choice(family) * rng.randint(8, 40))
    return "".join(pieces).strip(WHITE_SPACE)


def titles() -> list[str]:
    """The 1,000, in order."""
    rng = random.Random(3)
    families = list(FAMILIES.values())
    made: dict[str, None] = {}
    while len(made) < COUNT:
        candidate = title(rng, families[len(made) % len(families)])
        if candidate:
            made[candidate] = None
    return list(made)


def read_titles(path: Path) -> list[str]:
    """Titles of a file by design.md: a line ends at \\n or \\r\\n, is trimmed as str::trim does, blanks are dropped."""
    lines = path.read_bytes().decode().split("\n")
    stripped = (line.removesuffix("\r").strip(WHITE_SPACE) for line in lines)
    return [line for line in stripped if line]


def main() -> None:
    """Writes the file and reads it back."""
    made = titles()
    ends = ("\r\n" if i % 10 == 9 else "\n" for i in range(COUNT))
    PATH.write_bytes("".join(line + end for line, end in zip(made, ends, strict=True)).encode())
    assert read_titles(PATH) == made


if __name__ == "__main__":
    main()
