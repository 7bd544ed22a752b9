"""The wheel, built and installed into an empty environment, does outside the checkout what the checkout does."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

import dev
from extractor.version import __version__

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new virtual environment, empty but for pip."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    dev.make_environment(folder)
    return folder


@pytest.fixture(scope="module")
def wheel(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as the README's installation builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [dev.program(environment, "python"), "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "-w", str(folder), str(ROOT)]
    done = subprocess.run(build, capture_output=True, check=False, text=True)
    if done.returncode != 0 and "hatchling" in done.stderr and "No matching distribution" in done.stderr:
        pytest.skip("the wheel cannot be built here: hatchling cannot be downloaded")
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


def test_its_name_carries_the_version_constant(wheel: Path) -> None:
    assert wheel.name == f"bulletin_extractor-{__version__}-py3-none-any.whl"


def test_it_holds_the_package_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
        licences = [archive.read(name).decode() for name in archive.namelist() if name.endswith("/licenses/LICENSE")]
    suffixes = (".py", ".typed", ".css", ".js")
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "extractor").rglob("*") if path.suffix in suffixes}
    assert packed == sources
    assert licences == [(ROOT / "LICENSE").read_text("utf-8")]


def test_installed_it_gives_the_same_bytes_as_the_checkout(
    wheel: Path, environment: Path, extract: str, samples: list[Path], tmp_path: Path
) -> None:
    dev.install(environment, str(wheel))
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    installed = dev.program(environment, "extract")

    def output(*command: str) -> bytes:
        return subprocess.run(command, cwd=tmp_path, env=outside, stdout=subprocess.PIPE, check=True).stdout

    where = output(dev.program(environment, "python"), "-c", "import extractor; print(extractor.__file__)").decode()
    assert Path(where).is_relative_to(environment)
    assert __version__.encode() in output(installed, "--version")
    for sample in samples:
        for form in (["json"], ["csv", "--table", "figures"], ["html"]):
            found = output(installed, str(sample), "--format", *form)
            assert len(found) > 100
            assert found == output(extract, str(sample), "--format", *form)
