#!/usr/bin/env python3
"""The everyday commands of a checkout, each with all the set-up that it needs: python3 dev.py TARGET [ARGUMENTS].

  run ARGUMENTS    the command itself: run data/samples/NAME.txt --format json
  test [OPTIONS]   the tests (options go to pytest); -m real: those that build the wheel, start a browser, start a cluster
  lint             ruff: rules and formatting
  types            mypy --strict
  contract         the layers, by import-linter
  data [--check]   write the generated files again, or say which are out of date
  golden [--check] write the golden documents and what the cookbook prints again, to be read before they are committed
  bench [--long]   speed, growth, memory and start-up
  regression       instructions against the committed baseline, where valgrind is; --write keeps a new one
  checks           lint, types, contract, data --check, regression, test -m real

The virtual environment is .venv beside this file; it is made on first use and again when pyproject.toml changes.
What is said about the set-up goes to standard error; the exit status is that of what was run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "set-up"
OLDEST = (3, 11)
NO_PIP = (
    "dev.py: no virtual environment could be made: this Python has no ensurepip, and there is no pip, virtualenv or uv beside it.\n"
    "        On Debian and Ubuntu: apt-get install python3-venv"
)


class SetUpError(Exception):
    """The set-up could not be done; the text says why and what would help."""


def program(environment: Path, name: str) -> str:
    """The path of a program inside an environment."""
    return str(environment / "bin" / name)


def make_environment(environment: Path) -> None:
    """Make a virtual environment that has its own pip, by the first way that works on this machine."""
    fresh = ["--clear"] if (environment / STAMP.name).exists() else []
    bare = [sys.executable, "-m", "venv", *fresh]
    pip_into = ["--python", program(environment, "python"), "install", "--disable-pip-version-check", "-q"]
    ways: list[list[list[str]]] = []
    if _importable("ensurepip"):
        ways.append([[*bare, str(environment)]])
    if _importable("virtualenv"):
        ways.append([[sys.executable, "-m", "virtualenv", "-q", *fresh, str(environment)]])
    if shutil.which("uv"):
        ways.append([["uv", "venv", "-q", "--seed", "--allow-existing", "--python", sys.executable, str(environment)]])
    if _importable("venv") and _importable("pip"):
        ways.append([[*bare, "--without-pip", str(environment)], [sys.executable, "-m", "pip", *pip_into, "pip"]])
    if any(all(_succeeds(command) for command in way) and _has_pip(environment) for way in ways):
        return
    with tempfile.TemporaryDirectory() as folder:
        wheel = _debian_pip(Path(folder)) if _importable("venv") else None
        if wheel is None or not _succeeds([*bare, "--without-pip", str(environment)]):
            raise SetUpError(NO_PIP)
        if not _succeeds([sys.executable, f"{wheel}/pip", *pip_into, str(wheel)]):
            raise SetUpError(NO_PIP)


def _importable(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _succeeds(command: list[str], folder: Path | None = None) -> bool:
    return subprocess.run(command, cwd=folder, stdout=sys.stderr, check=False).returncode == 0


def _has_pip(environment: Path) -> bool:
    return _succeeds([program(environment, "python"), "-m", "pip", "--version"])


def _debian_pip(folder: Path) -> Path | None:
    """The wheel of pip that Debian keeps for python3-venv, unpacked in the folder; nothing is installed on the system."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    download = ["apt-get", "download", "-q", "python3-pip-whl"]
    if not _succeeds(download, folder):
        refreshed = os.geteuid() == 0 and _succeeds(["apt-get", "update", "-q"])
        if not (refreshed and _succeeds(download, folder)):
            return None
    for package in folder.glob("*.deb"):
        _succeeds(["dpkg-deb", "-x", str(package), str(folder)])
    return next(folder.glob("usr/share/python-wheels/pip-*.whl"), None)


def install(environment: Path, *requirements: str) -> None:
    """Install requirements, as pip understands them, into an environment."""
    pip = [program(environment, "python"), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    if not _succeeds([*pip, *requirements], ROOT):
        raise SetUpError(f"dev.py: pip could not install {' '.join(requirements)}; what it said stands above")


def set_up(extra: str = "") -> None:
    """Bring .venv up to date: the project, editable, with the dependencies of an extra."""
    made_of = [sys.version, str(ROOT), (ROOT / "pyproject.toml").read_text("utf-8")]
    mark = hashlib.sha256("\n".join(made_of).encode()).hexdigest()
    done = STAMP.read_text("utf-8").split() if STAMP.exists() else []
    if done[:1] == [mark] and (not extra or extra in done):
        return
    if done[:1] != [mark]:
        print(f"dev.py: making {ENVIRONMENT.name} (once; needs the network)", file=sys.stderr)
        make_environment(ENVIRONMENT)
    else:
        print(f"dev.py: adding the tools for '{extra}' to {ENVIRONMENT.name} (once; needs the network)", file=sys.stderr)
    install(ENVIRONMENT, "-e", f".[{extra}]" if extra else ".")
    kept = done[1:] if done[:1] == [mark] else []
    STAMP.write_text(" ".join([mark, *kept, extra]) + "\n", "utf-8")


def commands(target: str, arguments: list[str]) -> list[list[str]]:
    """The command lines that a target runs, one after the other; none for an unknown target."""
    python = program(ENVIRONMENT, "python")
    if target == "run":
        return [[program(ENVIRONMENT, "extract"), *arguments]]
    if target == "test":
        return [[python, "-m", "pytest", *arguments]]
    if target == "lint":
        ruff = program(ENVIRONMENT, "ruff")
        return [[ruff, "check", *arguments], [ruff, "format", "--check", *arguments]]
    if target == "types":
        return [[python, "-m", "mypy", *arguments]]
    if target == "contract":
        return [[program(ENVIRONMENT, "lint-imports"), *arguments]]
    if target == "data":
        return [[python, "-m", f"tools.{name}", *arguments] for name in ("compile_data", "write_schemas", "write_man", "write_api")]
    if target == "golden":
        return [[python, "-m", f"tools.{name}", *arguments] for name in ("write_golden", "write_cookbook")]
    if target == "bench":
        return [[python, "-m", "bench", *arguments]]
    if target == "regression":
        return [[python, "-m", "bench.regression", *arguments]]
    if target == "checks":
        parts = {"lint": [], "types": [], "contract": [], "data": ["--check"], "regression": [], "test": ["-m", "real"]}
        return [command for part, options in parts.items() for command in commands(part, options)]
    return []


def main(arguments: list[str]) -> int:
    """Run a target; the exit status of the first command that failed, 0 where all went well, 2 for wrong use."""
    target, *rest = arguments or ["help"]
    lines = commands(target, rest)
    if not lines:
        asked = target in ("help", "-h", "--help")
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    if sys.version_info < OLDEST:
        print(f"dev.py: Python {'.'.join(map(str, OLDEST))} or later is needed; this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    try:
        set_up("" if target == "run" else "dev")
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    if target == "checks" or (target == "test" and "real" in rest):
        try:
            set_up("real")
        except SetUpError as error:
            print(f"{error}\n        the tests that need them are skipped", file=sys.stderr)
    if target == "run":
        os.execv(lines[0][0], lines[0])
    failed = 0
    for line in lines:
        if len(lines) > 1:
            print("+", Path(line[0]).name, *line[1:], file=sys.stderr, flush=True)
        status = subprocess.run(line, cwd=ROOT, check=False).returncode
        failed = failed or (status if status >= 0 else 128 - status)
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
