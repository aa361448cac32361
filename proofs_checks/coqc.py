"""Coq files compiled, each once, in an order that their requirements allow; what coqc says of them is kept."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
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
MARK = "qlearn asks what all this rests on"


class Rejected(Exception):
    """A proof that does not count, and why."""


def available() -> bool:
    return shutil.which("coqc") is not None


def compile_all() -> None:
    """Every proof here, as many at a time as there are processors; what is refused is said when its lemmas are checked."""
    files = [".".join(path.relative_to(HERE).with_suffix("").parts) for path in sorted(HERE.glob("*/*.v"))]
    with ThreadPoolExecutor(len(files)) as pool:  # most wait for what they require
        for done in [pool.submit(_report, file) for file in files]:
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

    To walk through Coq's real numbers takes half a second, so a file is asked about all its theorems together, and about one
    only if they rest on more.
    """
    file, _, name = theorem.rpartition(".")
    together = _report(file)
    if name not in _theorems(_source(file)):
        raise Rejected(f"there is no theorem {name} in {_path(file)}")
    return frozenset() if together <= allowed else _axioms_of(theorem) - allowed


def _axioms_of(theorem: str) -> frozenset[str]:
    file, _, name = theorem.rpartition(".")
    done = _ran(f"From qlearn.{file.replace('.', ' Require Import ')}.\nPrint Assumptions {name}.\n")
    if done.returncode:
        raise Rejected(f"coqc cannot say what {theorem} rests on: {' '.join(done.stderr.split())[-600:]}")
    return _axioms(done.stdout)


def accepts(file: str, preamble: str, goals: Sequence[tuple[str, str]], refused: Sequence[tuple[str, str]] = ()) -> bool:
    """Whether coqc proves these goals, each by its tactic, in the presence of the file, and each tactic of the `refused` fails
    on its goal.  What it said once is remembered."""
    _report(file)
    family, _, name = file.rpartition(".")
    proofs = "".join(f"Goal {says}.\nProof. {tactic}. Qed.\n" for says, tactic in goals)
    proofs += "".join(f"Goal {says}.\nProof. Fail ({tactic}). Abort.\n" for says, tactic in refused)
    interval = "From Interval Require Import Tactic.\n" if any("interval" in by for _, by in (*goals, *refused)) else ""
    text = f"{preamble}{interval}From qlearn.{family} Require Import {name}.\n{proofs}"
    said = BUILD / "goals" / hashlib.sha256((text + _key(file, _source(file))).encode()).hexdigest()
    with _alone(said):
        if not said.is_file():
            said.write_text(str(_ran(text).returncode == 0))
        return said.read_text() == "True"


def _ran(text: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory(prefix="qlearn-") as directory:
        path = Path(directory) / "goals.v"
        path.write_text(text, encoding="utf-8")
        return _coqc(path, Path(directory))


@cache
def _report(file: str) -> frozenset[str]:
    """Compile a file and what it requires; the axioms under all its theorems together."""
    source = _source(file)
    for word in SKIPS:
        if re.search(rf"\b{word}\b", source):
            raise Rejected(f"{_path(file)} contains the word {word}")
    for required in _requires(source):
        _report(required)
    target = BUILD / Path(*file.split("."))
    with _alone(target):
        said = _compiled(file, source + _question(_theorems(source)), target)
    return _axioms(said.partition(MARK)[2])


def _compiled(file: str, text: str, target: Path) -> str:
    """What coqc printed for this text, from a former compilation if nothing it depends on has changed."""
    stamp, output = target.with_suffix(".stamp"), target.with_suffix(".out")
    key = _key(file, text)
    if stamp.is_file() and output.is_file() and stamp.read_text() == key:
        return output.read_text(encoding="utf-8")
    stamp.unlink(missing_ok=True)
    target.with_suffix(".v").write_text(text, encoding="utf-8")
    done = _coqc(target.with_suffix(".v"), target.parent)
    if done.returncode:
        raise Rejected(f"coqc refuses {_path(file)}: {' '.join(done.stderr.split())[-600:]}")
    output.write_text(done.stdout, encoding="utf-8")
    stamp.write_text(key)
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


def _key(file: str, text: str) -> str:
    """Changes with the text, whatever it requires, and coqc."""
    below = "".join(_key(required, _source(required)) for required in _requires(text))
    return hashlib.sha256((_version() + text + below).encode()).hexdigest()


def _requires(source: str) -> list[str]:
    return [f"{family}.{name}" for family, names in REQUIRED.findall(source) for name in names.split()]


def _theorems(source: str) -> list[str]:
    return [name for name, _ in PROVED.findall(source)]


def _question(theorems: Sequence[str]) -> str:
    """What all these rest on, asked of their tuple."""
    together = "Coq.Init.Logic.I"
    for name in theorems:
        together = f"(@Coq.Init.Datatypes.pair _ _ {together} (@{name}))"
    return f'''
Module Asked. Definition together := {together}. End Asked.
Goal True. idtac "{MARK}". Abort.
Print Assumptions Asked.together.
'''


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
