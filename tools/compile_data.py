"""Compile data/lexicons/*.toml to extractor/_lexicon_data.py, without the examples, and data/variants.txt to extractor/text/_variants.py.

    python -m tools.compile_data [--check]

With --check nothing is written, and a stale file is exit status 1.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from tools.generated import ROOT, keep

CHECKED_ONLY = {"examples", "counterexamples", "todo", "note"}


class DataError(Exception):
    """A lexicon file is wrong: the message names the file, the word and the remedy."""


def read_lexicon(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """The groups of one lexicon file, each word with its properties; DataError where the file is wrong."""
    try:
        groups = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name}: {error}; mend the TOML") from error
    seen: dict[str, str] = {}
    for group, entries in groups.items():
        if not isinstance(entries, dict):
            raise DataError(f"{path.name}: {group} is no table of words; write [{group}] and one word a line")
        for word, properties in entries.items():
            if not isinstance(properties, dict) or not properties.get("examples"):
                raise DataError(f'{path.name}: [{group}] "{word}" has no examples; add {{ examples = ["…"] }}')
            if word in seen:
                raise DataError(f'{path.name}: "{word}" stands in [{seen[word]}] and in [{group}]; keep one')
            if not word or word.split() != [word]:
                raise DataError(f'{path.name}: [{group}] "{word}" is empty or holds a blank; mend it')
            seen[word] = group
    return groups


def compile_lexicons(folder: Path) -> str:
    """The text of the generated module."""
    slots: dict[str, dict[str, str]] = {}
    attributes: dict[str, dict[str, dict[str, list[str]]]] = {}
    for path in sorted(folder.glob("*.toml")):
        groups = read_lexicon(path)
        slots[path.stem] = {group: " ".join(entries) for group, entries in groups.items()}
        for entries in groups.values():
            for word, properties in entries.items():
                for name, value in properties.items():
                    if name not in CHECKED_ONLY:
                        attributes.setdefault(path.stem, {}).setdefault(name, {}).setdefault(str(value), []).append(word)
    lines = ['"""Generated from data/lexicons by tools/compile_data.py; do not edit."""', "", "from __future__ import annotations", ""]
    lines += ["# The words of each group of a slot.", "WORDS: dict[str, dict[str, str]] = {"]
    for slot, by_group in slots.items():
        lines += [f"    {slot!r}: {{", *(f"        {group!r}: {words!r}," for group, words in by_group.items()), "    },"]
    lines += ["}", "", "# The words of a slot that carry a value of an attribute.", "CARRIED: dict[str, dict[str, dict[str, str]]] = {"]
    for slot, named in attributes.items():
        lines.append(f"    {slot!r}: {{")
        for name, by_value in named.items():
            rows = (f"            {value!r}: {' '.join(words)!r}," for value, words in by_value.items())
            lines += [f"        {name!r}: {{", *rows, "        },"]
        lines.append("    },")
    return "\n".join([*lines, "}", ""])


def compile_variants(path: Path) -> str:
    """The text of the module of variant characters, two strings of one length; DataError where a line is no pair."""
    pairs = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for pair in pairs:
        if len(pair) != 2:
            raise DataError(f"{path.name}: {pair!r} is no pair of characters; write the variant and its simplified form")
    if len({pair[0] for pair in pairs}) != len(pairs):
        raise DataError(f"{path.name}: a character stands in two lines; keep one")
    lines = ['"""Generated from data/variants.txt by tools/compile_data.py; do not edit."""', "", "from __future__ import annotations", ""]
    lines += [f"VARIANTS = {''.join(pair[0] for pair in pairs)!r}", f"SIMPLIFIED = {''.join(pair[1] for pair in pairs)!r}", ""]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the modules, or with --check say whether they are current."""
    try:
        texts = {
            ROOT / "extractor" / "_lexicon_data.py": compile_lexicons(ROOT / "data" / "lexicons"),
            ROOT / "extractor" / "text" / "_variants.py": compile_variants(ROOT / "data" / "variants.txt"),
        }
    except DataError as error:
        print(f"compile_data: {error}", file=sys.stderr)
        return 1
    return keep(texts, arguments, "data")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
