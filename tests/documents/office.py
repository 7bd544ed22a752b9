"""Word (DOCX) and OFD documents from hand-written XML, and hostile archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of parts by name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def paragraph(text: str, num: str = "", level: int = 0, more: str = "") -> str:
    """A paragraph, numbered by the list ``num`` where that is given."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    return f'<w:p><w:pPr>{more}{numbered}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def level(number: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def docx(body: str, numbering: str = "", parts: Mapping[str, str] | None = None, before: str = "") -> bytes:
    """A Word document; ``parts`` are further ones by the kind of their relationship, ``before`` stands before its root element."""
    more = dict(parts or {})
    if numbering:
        more["numbering"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    relations = "".join(f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(more))
    outside = f'<Relationship Id="x" Type="{OFFICE}/attachedTemplate" Target="file:///etc/hostname" TargetMode="External"/>'
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<Relationships {RELATIONS}>{main}</Relationships>",
            "word/document.xml": f"{before}<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}>{relations}{outside}</Relationships>",
            **{f"word/{kind}.xml": part for kind, part in more.items()},
        }
    )


def ofd(pages: Sequence[Sequence[tuple[float, float, str]]], objects: str = "", before: str = "") -> bytes:
    """An OFD document of lines (left, top, text), each of 5 mm characters."""
    parts: dict[str, str | bytes] = {
        "OFD.xml": f"{before}<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    entries = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    parts["Doc_0/Document.xml"] = f"<ofd:Document {OFD}>{area}<ofd:Pages>{entries}</ofd:Pages></ofd:Document>"
    for n, lines in enumerate(pages):
        texts = "".join(
            f'<ofd:TextObject Boundary="{left} {top} 200 6" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g {max(len(text) - 1, 1)} 5">'
            f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
            for left, top, text in lines
        )
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{texts}{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(parts)
