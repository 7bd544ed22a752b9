"""What all tests share: the places of the checkout, and a run in which nothing was tested is no success."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from extractor.models import Bulletin

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# No property may depend on the clock: on a busy machine, one example takes longer than any deadline, and none is wrong for it.
settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("no clock")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Give the status of an empty run to one in which every test was skipped."""
    if session.exitstatus == pytest.ExitCode.OK and not session.config.option.collectonly:
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None and not any(reporter.stats.get(outcome) for outcome in ("passed", "xfailed")):
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.fixture(scope="session", autouse=True)
def _plain_locale() -> Iterator[None]:
    """Run under no language of the machine's: in which one the command speaks, each test says itself."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("LC_", "LANG"))]:
            patch.delenv(name)
        patch.setenv("LANG", "C.UTF-8")
        yield


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The bulletins of data/samples, in the order of their names."""
    found = sorted((ROOT / "data" / "samples").glob("*.txt"))
    assert found, "data/samples holds no bulletin"
    return found


@pytest.fixture(scope="session")
def bulletins(samples: list[Path]) -> list[Bulletin]:
    """The documents of the samples, and one that strains every format."""
    from tests.format_rows import bulletins_of, strained  # noqa: PLC0415 -- with the extras of the formats' tests

    return [*bulletins_of(samples), strained()]


@pytest.fixture(scope="session")
def extract() -> str:
    """The path of the installed command."""
    path = Path(sys.executable).parent / "extract"
    assert path.exists(), f"{path} is not there; install the project first: pip install -e ."
    return str(path)


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of real annotated documents, which are no part of the project; skips where it is absent."""
    folder = SHARED / "eval" / "gold"
    if not folder.is_dir():
        pytest.skip("no real documents here: ../shared/eval/gold is absent")
    return folder
