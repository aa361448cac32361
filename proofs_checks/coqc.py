"""Coq files compiled, each once, in an order that their requirements allow; what coqc says of them is kept."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "coq"
QUIET = ("-w", "-ambiguous-paths,-notation-overridden,-deprecated")
SKIPS = ("Admitted", "admit", "Axiom", "Axioms", "Parameter", "Parameters", "Conjecture", "bypass_check")
SECONDS = 300  # for one file
AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
REQUIRED = re.compile(r"From\s+qlearn\.(\w+)\s+Require\s+(?:Import\s+|Export\s+)?([\w\s]+?)\s*\.(?:\s|$)")
PROVED = re.compile(r"^(?:Theorem|Corollary)\s+(\w+)(.*?)\.\s*\n?\s*Proof\b", re.M | re.S)  # lemmas speak through these


class Rejected(Exception):
    """A proof that does not count, and why."""


def available() -> bool:
    return shutil.which("coqc") is not None


def compile_all() -> None:
    """Every proof here, as many at a time as there are processors; what is refused is said when its lemmas are checked."""
    files = [".".join(path.relative_to(HERE).with_suffix("").parts) for path in sorted(HERE.glob("*/*.v"))]
    with ThreadPoolExecutor(len(files)) as pool:  # most wait for what they require
        for done in [pool.submit(compiled, file) for file in files]:
            done.exception()


def statement(theorem: str) -> str:
    """A theorem's own words in its file, section variables left out; `Rejected` if it is not there."""
    file, _, name = theorem.rpartition(".")
    for found, text in PROVED.findall(_source(file)):
        if found == name:
            return f"{name}{' '.join(text.split())}" if text.startswith(":") else f"{name} {' '.join(text.split())}"
    raise Rejected(f"there is no theorem {name} in {_path(file)}")


def axioms_beyond(theorem: str, allowed: frozenset[str]) -> frozenset[str]:
    """What a theorem rests on besides these, by Coq's own account.  Compiles its file if that has not been done; `Rejected`
    if it fails.

    To walk through Coq's real numbers takes a second, so what `ask_together` has noted is not asked again; else a file is
    asked about all its theorems together, and about one only if they rest on more.
    """
    file, _, name = theorem.rpartition(".")
    compiled(file)
    if name not in _theorems(_source(file)):
        raise Rejected(f"there is no theorem {name} in {_path(file)}")
    if _note(theorem, allowed).is_file() or _axioms_under(file) <= allowed:
        return frozenset()
    return _axioms(_assumed([theorem])) - allowed


def ask_together(theorems: Iterable[str], allowed: frozenset[str]) -> None:
    """Ask coqc once whether all these rest on no more than is allowed, and note it of each of them if so."""
    asked = [theorem for theorem in sorted(theorems) if _stands(theorem) and not _note(theorem, allowed).is_file()]
    try:
        if asked and _axioms(_assumed(asked)) <= allowed:
            for theorem in asked:
                _note(theorem, allowed).touch()
    except Rejected:
        return  # which is said when each is asked about by itself


def _stands(theorem: str) -> bool:
    """Whether there is such a theorem, in a file that coqc accepts."""
    file, _, name = theorem.rpartition(".")
    return built(file) and name in _theorems(_source(file))


def built(file: str) -> bool:
    """Whether coqc accepts a file."""
    try:
        compiled(file)
    except Rejected:
        return False
    return True


def _note(theorem: str, allowed: frozenset[str]) -> Path:
    """A file that is there if the theorem, as it and what it requires stand now, rests on no more than this."""
    file = theorem.rpartition(".")[0]
    return place("rests", "\n".join([theorem, *sorted(allowed), key(file)]))


def remembered(said: Path, ask: Callable[[], str]) -> str:
    """An answer that was kept, or else asked for now."""
    with _alone(said):
        if not said.is_file():
            said.write_text(ask(), encoding="utf-8")
        return said.read_text(encoding="utf-8")


def place(sort: str, *about: str) -> Path:
    """Where an answer to this is kept."""
    path = BUILD / sort / hashlib.sha256("".join(about).encode()).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def ran(text: str) -> subprocess.CompletedProcess[str]:
    """What coqc makes of this text, of which nothing else is kept."""
    with tempfile.TemporaryDirectory(prefix="qlearn-") as directory:
        path = Path(directory) / "goals.v"
        path.write_text(text, encoding="utf-8")
        return _coqc(path, Path(directory))


@cache
def compiled(file: str) -> None:
    """Compile a file and what it requires, unless nothing it depends on has changed since."""
    source = _source(file)
    for word in SKIPS:
        if re.search(rf"\b{word}\b", source):
            raise Rejected(f"{_path(file)} contains the word {word}")
    for required in _requires(source):
        compiled(required)
    target = BUILD / Path(*file.split("."))
    stamp, now = target.with_suffix(".stamp"), key(file)
    with _alone(target):
        if stamp.is_file() and stamp.read_text() == now:
            return
        stamp.unlink(missing_ok=True)
        target.with_suffix(".v").write_text(source, encoding="utf-8")
        done = _coqc(target.with_suffix(".v"), target.parent)
        if done.returncode:
            raise Rejected(f"coqc refuses {_path(file)}: {' '.join(done.stderr.split())[-600:]}")
        stamp.write_text(now)


def _axioms_under(file: str) -> frozenset[str]:
    """What all the theorems of a file rest on together."""
    theorems = [f"{file}.{name}" for name in _theorems(_source(file))]
    return _axioms(remembered(place("axioms", file, key(file)), lambda: _assumed(theorems)))


def _assumed(theorems: Sequence[str]) -> str:
    """What coqc prints of all that these rest on, asked of a term that has them all in it."""
    files = dict.fromkeys(theorem.rpartition(".")[0] for theorem in theorems)
    required = "".join(f"From qlearn.{file.replace('.', ' Require ')}.\n" for file in files)
    together = "".join(f"let _ := @qlearn.{theorem} in\n" for theorem in theorems)
    done = ran(f"{required}Definition together : True := {together}I.\nPrint Assumptions together.\n")
    if done.returncode:
        asked = theorems[0] if len(theorems) == 1 else f"{len(theorems)} theorems of {', '.join(files)}"
        raise Rejected(f"coqc cannot say what {asked} rests on: {' '.join(done.stderr.split())[-600:]}")
    return done.stdout


def _coqc(path: Path, where: Path) -> subprocess.CompletedProcess[str]:
    command = ["coqc", *QUIET, "-Q", str(BUILD), "qlearn", path.name]
    try:
        with AT_ONCE:
            return subprocess.run(command, cwd=where, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Rejected(f"coqc did not end within {SECONDS} s on {path.name}") from None


@cache
def _version() -> str:
    return subprocess.run(["coqc", "--version"], capture_output=True, text=True, check=True).stdout


def key(file: str) -> str:
    """Changes with the file, whatever it requires, and coqc."""
    source = _source(file)
    return hashlib.sha256("".join([_version(), source, *map(key, _requires(source))]).encode()).hexdigest()


def _requires(source: str) -> list[str]:
    return [f"{family}.{name}" for family, names in REQUIRED.findall(source) for name in names.split()]


def _theorems(source: str) -> list[str]:
    return [name for name, _ in PROVED.findall(source)]


def _axioms(said: str) -> frozenset[str]:
    """Coq's answer: 'Closed under the global context', or 'Axioms:' and names in the first column, their types after them."""
    first, *lines = [line for line in said.splitlines() if line.strip() and not line[0].isspace()] or [""]
    if first.strip() == "Closed under the global context" and not lines:
        return frozenset()
    named = [re.match(r"([A-Za-z_][\w.']*)\s*(?::|$)", line) for line in lines]
    if first.strip() != "Axioms:" or not named or not all(named):
        raise Rejected(f"coqc's account of axioms was not understood: {said.strip()[:200]}")
    return frozenset(match[1] for match in named if match)


def _source(file: str) -> str:
    path = _path(file)
    if not path.is_file():
        raise Rejected(f"there is no file {path}")
    return path.read_text(encoding="utf-8")


def _path(file: str) -> Path:
    return HERE / Path(*file.split(".")).with_suffix(".v")


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One process at a time compiles a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{target}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
