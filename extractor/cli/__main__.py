"""``python -m extractor.cli``: the command without its script."""

from __future__ import annotations

import sys

from extractor.cli import main

sys.exit(main())
