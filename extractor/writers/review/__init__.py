"""The review page: one HTML file in which every row can be seen in its source, judged and noted."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files

from extractor.models import Bulletin
from extractor.writers.review.data import page_data

LANGUAGES = {"zh": "zh-CN", "en": "en"}
_NO_SCRIPT = {"zh": "本页需要浏览器允许运行其自带的脚本。", "en": "This page needs the browser to run the script that it carries."}

# The order matters: each uses the ones before it, and the last puts the page together.
_SCRIPTS = ("words", "rows", "dom", "review", "filters", "source", "tables", "charts", "page")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def review_page(bulletin: Bulletin, text: str, language: str = "zh") -> str:
    """The page of a document and its source text, its interface in a language of LANGUAGES.

    It loads nothing, and its policy lets the browser run and apply nothing but the page's own script and style.
    """
    title = html.escape(_UNSEEN.sub("\ufffd", bulletin.title or bulletin.source.name))
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGES[language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f'<main id="page"></main>\n<noscript>{_NO_SCRIPT[language]}</noscript>\n'
        f'<script type="application/json" id="data">{page_data(bulletin, text, language)}</script>\n'
        f"<script>{script()}</script>\n</body>\n</html>\n"
    )


@cache
def policy() -> str:
    """The Content-Security-Policy: nothing but what has the hash of the page's own style and script."""
    parts = ("default-src 'none'", f"script-src {_hash(script())}", f"style-src {_hash(style())}", "base-uri 'none'", "form-action 'none'")
    return "; ".join((*parts, "require-trusted-types-for 'script'", "trusted-types 'none'"))


@cache
def style() -> str:
    """The page's style."""
    return _read("page.css")


@cache
def script() -> str:
    """The page's script, one function around all of it."""
    return '"use strict";\n(() => {\n' + "".join(_read(f"{name}.js") for name in _SCRIPTS) + "})();\n"


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
