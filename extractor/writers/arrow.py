"""Parquet and Arrow (IPC files, which pandas calls Feather): the flat tables, and the documents as nested rows.

Numbers are DECIMAL(38, 18). One that does not fit is rounded to it, or null where it is too large, and stands with all its digits
as text in the column of the same name with ``_exact``, which else is null.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from decimal import Context, Decimal, localcontext
from types import UnionType
from typing import Any, BinaryIO, Union, get_args, get_origin

import pyarrow  # type: ignore[import-untyped]
from pyarrow import ipc, parquet

from extractor.models import SCHEMA_VERSION, Bulletin, Record
from extractor.writers.headings import COLUMNS, TABLES
from extractor.writers.tables import DOCUMENT, DOCUMENTS, Cell, Column, Kind, all_columns_of, cell_text, kind_of, rows_of

EXACT = "_exact"
PRECISION, SCALE = 38, 18

_BATCH = 1 << 16  # rows of a flat table that are written together
_DOCUMENTS = 1 << 8
_STEP = Decimal(1).scaleb(-SCALE)
_WIDE = Context(prec=PRECISION)
_TYPES: dict[Kind, Any] = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.decimal128(PRECISION, SCALE),
    "boolean": pyarrow.bool_(),
    "day": pyarrow.date32(),
    "list": pyarrow.string(),
}
