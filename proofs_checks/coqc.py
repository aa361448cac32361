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

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "coq"
QUIET = ("-w", "-ambiguous-paths,-notation-overridden,-deprecated")
SKIPS = ("Admitted", "admit", "Axiom", "Axioms", "Parameter", "Parameters", "Conjecture", "bypass_check")
SECONDS = 300  # for one file
REQUIRED = re.compile(r"From\s+qlearn\.(\w+)\s+Require\s+(?:Import\s+|Export\s+)?([\w\s]+?)\s*\.(?:\s|$)")
PROVED = re.compile(r"^(?:Theorem|Corollary)\s+(\w+)(.*?)\.\s*\n?\s*Proof\b", re.M | re.S)  # lemmas speak through these
MARK = "qlearn asks about "


class Rejected(Exception):
    """A proof that does not count, and why."""


def available() -> bool:
    return shutil.which("coqc") is not None


def compile_all() -> None:
    """Every proof here, as many at a time as there are processors; what is refused is said when its lemmas are checked."""
    files = [".".join(path.relative_to(HERE).with_suffix("").parts) for path in sorted(HERE.glob("*/*.v"))]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(_report, file) for file in files]:
            done.exception()


def statement(theorem: str) -> str:
    """A theorem's own words in its file, section variables left out; `Rejected` if it is not there."""
    file, _, name = theorem.rpartition(".")
    for found, text in PROVED.findall(_source(file)):
        if found == name:
            return f"{name}{' '.join(text.split())}" if text.startswith(":") else f"{name} {' '.join(text.split())}"
    raise Rejected(f"there is no theorem {name} in {_path(file)}")


def axioms_of(theorem: str) -> frozenset[str]:
    """What a theorem rests on, by Coq's own account.  Compiles its file if that has not been done; `Rejected` if it fails."""
    file, _, name = theorem.rpartition(".")
    found = _report(file)
    if name not in found:
        raise Rejected(f"there is no theorem {name} in {_path(file)}")
    return found[name]


def accepts(file: str, preamble: str, goals: Sequence[tuple[str, str]], *, fails: bool = False) -> bool:
    """Whether coqc proves these goals, each by its tactic, in the presence of the file; `fails`: whether each tactic fails on
    its goal.  What it said once is remembered."""
    _report(file)
    family, _, name = file.rpartition(".")
    by = "Fail ({}). Abort" if fails else "{}. Qed"
    proofs = "".join(f"Goal {says}.\nProof. {by.format(tactic)}.\n" for says, tactic in goals)
    interval = "From Interval Require Import Tactic.\n" if any("interval" in tactic for _, tactic in goals) else ""
    text = f"{preamble}{interval}From qlearn.{family} Require Import {name}.\n{proofs}"
    said = BUILD / "goals" / hashlib.sha256((text + _key(file, _source(file))).encode()).hexdigest()
    with _alone(said):
        if not said.is_file():
            said.write_text(str(_decided(text)))
        return said.read_text() == "True"


def _decided(text: str) -> bool:
    with tempfile.TemporaryDirectory(prefix="qlearn-") as directory:
        path = Path(directory) / "goals.v"
        path.write_text(text, encoding="utf-8")
        return _coqc(path, Path(directory)).returncode == 0


@cache
def _report(file: str) -> dict[str, frozenset[str]]:
    """Compile a file and what it requires; the axioms under each of its theorems."""
    source = _source(file)
    for word in SKIPS:
        if re.search(rf"\b{word}\b", source):
            raise Rejected(f"{_path(file)} contains the word {word}")
    for required in _requires(source):
        _report(required)
    theorems = [name for name, _ in PROVED.findall(source)]
    target = BUILD / Path(*file.split("."))
    with _alone(target):
        said = _compiled(file, source + _questions(theorems), target)
    return _answers(said)


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


def _questions(theorems: Sequence[str]) -> str:
    asked = (f'\nGoal True. idtac "{MARK}{name}". Abort.\nPrint Assumptions {name}.' for name in theorems)
    return "\n" + "".join(asked) + "\n"


def _answers(said: str) -> dict[str, frozenset[str]]:
    """Coq's output, cut at the marks: 'Closed under the global context', or 'Axioms:' and names in the first column."""
    found = {}
    for part in said.split(MARK)[1:]:
        name, _, rest = part.partition("\n")
        closed = rest.strip() == "Closed under the global context"
        named = set(re.findall(r"^([A-Za-z_][\w.']*)\s*(?::|$)", rest, re.M)) - {"Axioms"}
        if not closed and not named:
            raise Rejected(f"coqc's account of the axioms of {name} was not understood: {rest.strip()[:200]}")
        found[name.strip()] = frozenset() if closed else frozenset(named)
    return found


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
