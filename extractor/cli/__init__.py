"""The way into the command: fast answers before anything is imported, and one exit status for whatever happens."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from extractor.version import __version__

INTERRUPTED = 130
# How many more objects than were freed make Python look for cycles: importing makes tens of thousands, none of them garbage.
_ALLOCATIONS = 100_000


def main() -> int:
    """Run the command with the arguments of the process; its exit status comes back."""
    if sys.argv[1:2] == ["--version"]:
        print(f"extract {__version__}")
        return 0
    _travel_light()
    from extractor.cli.messages import is_chinese  # noqa: PLC0415 -- not for --version
    from extractor.cli.streams import FAILED, complain, silence  # noqa: PLC0415 -- likewise

    try:
        from extractor.cli.options import options_of  # noqa: PLC0415 -- typer costs five times what Python itself does

        options = options_of(sys.argv[1:])
        if isinstance(options, int):
            return options
        from extractor.cli.run import run  # noqa: PLC0415 -- not for --help

        return run(options)
    except KeyboardInterrupt:
        silence(sys.stdout)
        complain("interrupted", chinese=is_chinese(sys.argv[1:], os.environ))
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return 0
    except Exception as error:
        silence(sys.stdout)
        message = f"internal error ({type(error).__name__}: {error}); please report it"
        complain(message, chinese=is_chinese(sys.argv[1:], os.environ))
        return FAILED


def _travel_light() -> None:
    """Spare the process what it would do for its own sake only: a run is short, and what it holds goes with it."""
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)  # else Python looks through all objects for cycles once more on leaving, a tenth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it reads the metadata of every installed package for them
