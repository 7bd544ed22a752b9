"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import BinaryIO

_PREFIX, _SUFFIX = ".extract-", ".part"  # of what is in the making
_MADE = re.compile(r"\.extract-[a-z0-9_]{8}\.part")
_OLD = 3600  # seconds after which what is in the making and held by no process is what a killed run has left
_OPEN_FILES = ("/dev/fd/", "/dev/stderr")


class CannotWrite(Exception):
    """The form does not hold what was to be written; the message says why and what would do."""


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of ``path`` when the block ends well and is gone when it does not."""
    if path.startswith(_OPEN_FILES) or (os.path.exists(path) and not os.path.isfile(path)):
        # a device, a pipe and what is open already, as the pipe of another command (/dev/fd/63), are written to, not replaced
        with open(path, "ab") as device:
            yield device
        return
    with whole_path(path) as part, open(part, "wb") as file:
        yield file


@contextmanager
def whole_path(path: str) -> Iterator[str]:
    """The path of an empty file, which takes the place of ``path`` when the block ends well and is gone when it does not."""
    target = os.path.realpath(path)
    _clear(os.path.dirname(target))
    handle, part = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=os.path.dirname(target))
    os.close(handle)
    try:
        with _held(part):
            yield part
        os.chmod(part, stat.S_IMODE(os.stat(target).st_mode) if os.path.exists(target) else permissions())
        os.replace(part, target)
    except BaseException:
        os.unlink(part)
        raise


@contextmanager
def whole_folder(path: str, names: Sequence[str]) -> Iterator[list[BinaryIO]]:
    """The files of a folder to write into, in the order of their names.

    The folder appears when the block ends well; one that is there keeps its other files.
    """
    with _folder(path, names) as part, ExitStack() as files:
        yield [files.enter_context(open(os.path.join(part, name), "wb")) for name in names]


@contextmanager
def whole_tree(path: str) -> Iterator[Callable[[str, bytes], None]]:
    """What puts files into a folder, each by its path in it and what it holds; the folder appears as that of ``whole_folder``."""
    names: list[str] = []
    with _folder(path, names) as part:

        def put(name: str, data: bytes) -> None:
            place = os.path.join(part, name)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(data)
            names.append(name)

        yield put


@contextmanager
def _folder(path: str, names: Sequence[str]) -> Iterator[str]:
    """A new folder, which takes the place of ``path``, or whose files, by their names, go there when the block ends well."""
    target = os.path.realpath(path)
    there = os.path.isdir(target)
    around = target if there else os.path.dirname(target)
    _clear(around)
    part = tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=around)
    try:
        with _held(part):
            yield part
        if there:
            for name in names:
                os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
                os.replace(os.path.join(part, name), os.path.join(target, name))
            shutil.rmtree(part)
        else:
            os.chmod(part, 0o777 & ~_umask())
            os.rename(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def _held(part: str) -> Iterator[None]:
    """A block in which others see that what is in the making is held: the lock goes with the process, however that ends."""
    try:
        import fcntl  # noqa: PLC0415 -- not every system has it
    except ImportError:
        yield
        return
    handle = os.open(part, os.O_RDONLY)
    try:
        with suppress(OSError):  # not every file system can do it
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _clear(folder: str) -> None:
    """Take away what killed runs have left in a folder; where nobody can tell, nothing."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _MADE.fullmatch(entry.name) and _is_left(entry.path):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    os.unlink(entry.path)


def _is_left(part: str) -> bool:
    try:
        import fcntl  # noqa: PLC0415 -- not every system has it

        if time.time() - os.lstat(part).st_mtime < _OLD:  # it may be so new that nobody holds it yet
            return False
        handle = os.open(part, os.O_RDONLY | os.O_NOFOLLOW)
    except (ImportError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def permissions() -> int:
    """The permissions of a new file."""
    return 0o666 & ~_umask()


def _umask() -> int:
    """The permissions that the user takes from new files; asking means setting."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
