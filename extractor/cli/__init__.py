"""The way into the command: fast answers before anything is imported, and one exit status for whatever happens."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from extractor.version import __version__

FAILED = 1  # the exit status when a document could not be read or written
INTERRUPTED = 130
# How many more objects than were freed make Python look for cycles: importing makes tens of thousands, none of them garbage.
_ALLOCATIONS = 100_000


def main() -> int:
    """Run the command with the arguments of the process; its exit status comes back."""
    try:
        return _status(sys.argv[1:])
    except KeyboardInterrupt:
        _end("interrupted", "interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _end()
        return 0
    except OSError as error:  # of a run that has a plan, which says more of it, none comes here
        from extractor.cli.streams import OUTPUT, unwritable  # noqa: PLC0415 -- not for --version

        _end(unwritable(error), "unwritable", OUTPUT)
    except Exception as error:
        _end(f"internal error ({type(error).__name__}: {error}); please report it", "internal")
    return FAILED


def _status(arguments: list[str]) -> int:
    if arguments[:1] == ["--version"] and sys.stdout is not None:
        print(f"extract {__version__}", flush=True)
        return 0
    _travel_light()
    from extractor.cli.options import options_of  # noqa: PLC0415 -- typer costs five times what Python itself does

    options = options_of(arguments)
    if isinstance(options, int):
        return options
    from extractor.cli.run import run  # noqa: PLC0415 -- not for --help

    return run(options)


def _end(message: str | None = None, code: str = "", place: str | None = None) -> None:
    """Put nothing more out, and say why."""
    from extractor.cli.streams import complain, manner_of, silence  # noqa: PLC0415 -- not for --version

    silence(sys.stdout)
    if message is not None:
        complain(message, place, manner=manner_of(sys.argv[1:], os.environ), code=code)


def _travel_light() -> None:
    """Spare the process what it would do for its own sake only: a run is short, and what it holds goes with it."""
    gc.set_threshold(_ALLOCATIONS)
    atexit.register(gc.freeze)  # else Python looks through all objects for cycles once more on leaving, a tenth of a short run
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it reads the metadata of every installed package for them
