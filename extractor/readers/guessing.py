"""Which encoding bytes are written in, told by what they look like.

Strict UTF-8 comes first, since other encodings hardly ever pass for it; then, of GB 18030 (which holds GBK and GB 2312), UTF-16
and Big5, whichever makes the more common characters of the bytes. Bytes of GB 18030 nearly always are some Big5 text too, and
the other way round, so that Big5 has to be far better before it is taken: a GB 18030 text must never be read as Big5.
"""

from __future__ import annotations

from extractor.text.layout import FOLD

BIG5 = "big5hkscs"  # what browsers read as Big5: with the characters and the numbers in circles that were added to it
_RIVALS = {"gb18030": BIG5, BIG5: "gb18030"}

# Control characters that no text uses: not tab, line ends, form feed, the old end-of-file mark, the old separators.
CONTROLS = bytes([*range(9), *range(0x0E, 0x1A), 0x1B, 0x7F])
SAMPLE = 1 << 16

_ASCII = bytes(range(0x80))
# Traditional characters as simplified, and the two marks for which Python's table of GB 2312 has other code points.
_KNOWN = FOLD | {ord("—"): "―", ord("·"): "・"}
# First bytes of GB 2312's marks, numbers in circles, full-width and box-drawing characters, and of its 3,755 common characters.
_COMMON = bytes([0xA1, 0xA2, 0xA3, 0xA9, *range(0xB0, 0xD8)])
_FEWEST = 4  # characters beyond ASCII that tell anything
_SHARE = 0.8  # common among them, read as Big5
_AHEAD = 0.4  # of the share that GB 18030 makes


def encoding_of(data: bytes, named: str | None = None) -> str:
    """The encoding of bytes that are no UTF-8, as Python names it; ``named`` is what the document says of itself.

    That is taken where the bytes bear it out; of GB 18030 and Big5, unless they plainly are the other.

    >>> encoding_of("示例市召开会议".encode("gbk")), encoding_of("示例市召開會議，部署重點工作".encode("big5"))
    ('gb18030', 'big5hkscs')
    """
    sample = data[: min(len(data), SAMPLE) & ~1]
    if named is not None and _decodes(data, named):
        other = _RIVALS.get(named)
        return other if other is not None and _is_ahead(other, named, sample) else named
    if _is_damaged_utf8(data):
        return likeliest(data, "utf-8")
    is_big5 = not _has_controls(sample) and not _decodes(sample, "gb2312") and _is_ahead(BIG5, "gb18030", sample)
    return likeliest(data, BIG5 if is_big5 else "gb18030")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def likeliest(data: bytes, usual: str) -> str:
    """The usual encoding, or UTF-16 in one byte order or the other if that makes better Chinese of the bytes.

    What passes for UTF-8 is nothing else unless control characters are in it. Big5 has to be the better one: a few bytes of
    UTF-16 pass for it.
    """
    sample = data[: min(len(data), SAMPLE) & ~1]
    if usual == "utf-8" and not _has_controls(sample):
        return usual
    ways = (usual, "utf-16-le", "utf-16-be")
    return max(reversed(ways) if usual == BIG5 else ways, key=lambda encoding: _known_share(sample.decode(encoding, "replace")))


def _has_controls(sample: bytes) -> bool:
    return len(sample.translate(None, CONTROLS)) < len(sample)


def _known_share(text: str) -> float:
    """The share of a text that GB 2312 knows, Traditional characters as simplified, which is nearly all of a real one;
    control characters do not count.
    """
    known = text.translate(_KNOWN).encode("gb2312", "ignore")
    return len(known.translate(None, CONTROLS).decode("gb2312")) / max(len(text), 1)


def _is_ahead(encoding: str, other: str, sample: bytes) -> bool:
    """Whether an encoding makes common Chinese of the bytes and the other, by far, does not."""
    share = _common_share(sample.decode(encoding, "replace"))
    return share >= _SHARE and share >= _common_share(sample.decode(other, "replace")) + _AHEAD


def _common_share(text: str) -> float:
    """The share of common characters, Traditional ones included, among those beyond ASCII; 0 where these are too few."""
    folded = text.translate(FOLD)
    narrow = len(text.encode("ascii", "ignore"))
    wide = len(text) - narrow
    if wide < _FEWEST:
        return 0.0
    leads = folded.encode("gb2312", "ignore").translate(None, _ASCII)[::2]
    common = len(leads) - len(leads.translate(None, _COMMON))
    return (common + len(folded.encode("ascii", "ignore")) - narrow) / wide  # full-width digits fold to ASCII


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are UTF-8 around the first wrong one: GBK has as good as no whole characters of three bytes."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - SAMPLE) : error.start + SAMPLE].decode("utf-8", "replace")
        whole = sum(c >= "\u0800" and c != "\ufffd" for c in around)
        return whole > 0 and whole >= around.count("\ufffd")
    return False
