"""PDF documents set in Chinese by ReportLab: wrapped and justified lines, columns, running heads, pictures of pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT, TOP, WIDTH = 72.0, 740.0, 451.0
LEADING = 28.0


@cache
def _registered() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines of a paragraph: marks that may not begin a line and numbers are not parted from what they belong to."""
    line = ""
    for unit in re.findall(r"[A-Za-z0-9.,:/%+-]+[，。、；：！？》”’）]*|[《“（]*.[，。、；：！？》”’）]*", text):
        if line and pdfmetrics.stringWidth(line + unit, FONT, size) > width:
            yield line
            line = ""
        line += unit
    yield line


def pdf(text: str, columns: int = 1, rows: int = 22, password: str = "", head: str = "示例市公报　2024年第3期") -> bytes:
    """The paragraphs of a text on pages with a running head and a page number."""
    _registered()
    data = io.BytesIO()
    encrypt = StandardEncryption(password) if password else None
    canvas = Canvas(data, pagesize=(595, 842), encrypt=encrypt, invariant=1)
    size = 16 if columns == 1 else 10
    width = (WIDTH - (columns - 1) * 20) / columns
    lines = [line for paragraph in text.split("\n") if paragraph.strip() for line in wrapped(paragraph.rstrip(), width, size)]
    for first in range(0, len(lines), rows * columns):
        canvas.setFont(FONT, 9)
        canvas.drawString(LEFT, 800, head)
        canvas.setFont(FONT, size)
        for number, line in enumerate(lines[first : first + rows * columns]):
            column, row = divmod(number, rows)
            bare = line.lstrip("\u3000")
            canvas.drawString(LEFT + column * (width + 20) + size * (len(line) - len(bare)), TOP - row * LEADING, bare)
        canvas.setFont(FONT, 12)
        canvas.drawCentredString(297, 60, f"— {first // (rows * columns) + 1} —")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def scan(pages: int = 1, text: str = "") -> bytes:
    """Pages that are pictures; with a text, one more page that holds it."""
    from PIL import Image  # noqa: PLC0415
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    _registered()
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        canvas.showPage()
    if text:
        canvas.setFont(FONT, 16)
        canvas.drawString(LEFT, TOP, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()
