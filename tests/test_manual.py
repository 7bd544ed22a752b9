"""The manual page is that of the command as it is, roff reads it, and the shells complete what it names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from extractor.cli.options import Format, Table
from tools import write_man


def completed(extract: str, words: str, **environment: str) -> list[str]:
    settings = {"_EXTRACT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = subprocess.run([extract], env=os.environ | settings | environment, capture_output=True, check=False, text=True)
    assert done.stderr == ""
    return done.stdout.split()


def test_the_page_is_current() -> None:
    assert write_man.main(["--check"]) == 0


def test_a_stale_page_is_noticed_and_written_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(write_man, "PAGE", tmp_path / "extract.1")
    assert write_man.main(["--check"]) == 1
    assert "not current" in capsys.readouterr().err
    assert (write_man.main([]), write_man.main(["--check"])) == (0, 0)


def test_it_names_every_option(extract: str) -> None:
    told = subprocess.run([extract, "--help", "--lang", "en"], capture_output=True, check=True, text=True).stdout
    page = write_man.man_page().replace("\\-", "-")
    assert set(re.findall(r"--[a-z-]+", told)) == set(re.findall(r"--[a-z-]+", page))
    assert "list[str]" not in page


def test_nothing_in_it_is_taken_for_a_request() -> None:
    assert write_man._roff(".TH\n'x \\n") == "\\&.TH\n\\&'x \\en"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed here")
def test_roff_reads_it_without_a_warning() -> None:
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", str(write_man.PAGE)], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_options_and_their_values_are_completed(extract: str) -> None:
    assert completed(extract, "extract --form") == ["--format"]
    assert completed(extract, "extract --format ") == list(Format)
    assert completed(extract, "extract --table ", LANG="zh_CN.UTF-8") == list(Table)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_be_given_its_script(shell: str, extract: str) -> None:
    done = subprocess.run([extract], env=os.environ | {"_EXTRACT_COMPLETE": f"source_{shell}"}, capture_output=True, check=False, text=True)
    assert (done.returncode, "_EXTRACT_COMPLETE=complete_" in done.stdout) == (0, True)
