"""Generated from data/lexicons by tools/compile_data.py; do not edit."""

from __future__ import annotations

LEXICONS: dict[str, dict[str, str]] = {
}

ATTRIBUTES: dict[str, dict[str, dict[str, str]]] = {
}
