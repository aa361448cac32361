"""A dialogue written down while it happens: JSON lines that outlive a killed process.

The first line says who learns what (learner, arguments, bounds as text), then there is a line a turn, and when the learner
has returned a last line with its hypothesis.  Each line is handed to the operating system before the next question is
asked, so a killed process loses at most the one message whose answer was on its way; a power failure may lose more.
"""

from __future__ import annotations

import itertools
import json
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, overload

from .catalogue import Learning
from .codec import decode, encode
from .errors import BadArgument, QlearnError
from .transcript import Run, Turn

FORMAT = 1


def header(learning: Learning[Any]) -> dict[str, Any]:
    """The first line: what is being run, and what its theorem claims in the catalogue of today."""
    theorem = learning.learner.theorem
    return {
        "qlearn": FORMAT,
        "learner": learning.learner.name,
        "arguments": encode(learning.arguments),
        "bounds": [str(bound) for bound in theorem.bounds],
        "guarantee": theorem.guarantee.says,
    }


def line(turn: Turn) -> dict[str, Any]:
    return {"query": encode(turn.query), "answer": encode(turn.answer)}


def footer(run: Run[Any], concept: Any = None) -> dict[str, Any]:
    """The last line: what was found, after how many queries, at which sizes."""
    sizes = run.learning.sizes(concept, run.turns)
    return {
        "hypothesis": encode(run.hypothesis),
        "queries": dict(run.ledger),
        "rounds": run.ledger.rounds,
        "sizes": encode(sizes),
        "concept": encode(concept),
    }


def turn(data: Mapping[str, Any]) -> Turn:
    return Turn(decode(data["query"]), decode(data["answer"]))


def parsed(path: Path, number: int, text: str | bytes) -> Turn:
    """The turn that a line of a file holds; `BadArgument` names the line if it holds none."""
    try:
        return turn(json.loads(text))
    except (ValueError, KeyError, TypeError, QlearnError) as fault:
        raise BadArgument(f"{path}, line {number} holds no turn ({fault}); the file was changed or damaged") from None


class Journal(Sequence[Turn]):
    """The turns of a dialogue, kept in a file and not in memory.

    Opened on a file that holds turns already, it gives them as `past`; telling them again writes nothing.  Once they are
    told, `append` adds to the file.  `notes` say what was resumed and what was repaired.
    Raises `BadArgument` for a file that is no journal of this learning, or is in use by another process.
    """

    def __init__(self, path: str | Path, learning: Any) -> None:
        if not isinstance(learning, Learning):
            raise BadArgument("a journal is kept of a learner with its arguments: a bare dialogue cannot be repeated")
        self.path = Path(path)
        self.notes: list[str] = []
        self._file = _opened(self.path)
        self._starts = array("Q")  # where the line of each turn begins
        self._told = 0
        self.finished = False
        self._end = 0
        try:
            self._read(json.dumps(header(learning)).encode() + b"\n")
        except BaseException:
            self._file.close()
            raise

    def past(self) -> Iterator[Turn]:
        """The turns that the file held when it was opened."""
        return self._turns(len(self._starts))

    def append(self, told: Turn) -> None:
        if self._told == len(self._starts):
            self._starts.append(self._end)
            self._write(json.dumps(line(told)).encode() + b"\n")
        self._told += 1

    def close(self, run: Run[Any] | None = None) -> None:
        """Close the file, with the last line if the run has come to its end."""
        if run is not None and run.refused is None and not self.finished:
            self._write(json.dumps(footer(run)).encode() + b"\n")
            self.finished = True
        self._file.close()

    def __len__(self) -> int:
        return self._told

    def __iter__(self) -> Iterator[Turn]:
        return self._turns(self._told)

    @overload
    def __getitem__(self, i: int) -> Turn: ...
    @overload
    def __getitem__(self, i: slice) -> Sequence[Turn]: ...
    def __getitem__(self, i: int | slice) -> Turn | Sequence[Turn]:
        if isinstance(i, slice):
            return [self[j] for j in range(*i.indices(len(self)))]
        at = range(len(self))[i]
        with self.path.open("rb") as file:
            file.seek(self._starts[at])
            return turn(json.loads(file.readline()))

    def _turns(self, many: int) -> Iterator[Turn]:
        if not many:
            return
        with self.path.open("rb") as file:
            file.seek(self._starts[0])
            for number, text in enumerate(itertools.islice(file, many)):
                yield parsed(self.path, number + 2, text)

    def _read(self, first: bytes) -> None:
        """Take up what the file holds; a last line without its end is cut off, and said."""
        whole = 0
        for number, text in enumerate(self._file):
            if not text.endswith(b"\n"):
                self.notes.append(f"{self.path}: its last line was torn ({len(text)} bytes without an end) and was cut off")
                break
            if not number and text != first:
                raise BadArgument(self._other(text, first))
            self.finished = text.startswith(b'{"hypothesis"')
            if number and not self.finished:
                self._starts.append(whole)
            whole += len(text)
        self._file.truncate(whole)
        self._end = whole
        if not whole:
            self._write(first)
        if self._starts and not self.finished:
            self.notes.append(
                f"resumed from {self.path} after {len(self._starts)} turns, none of them asked again; one message that was in"
                " flight when it stopped may be repeated"
            )

    def _other(self, text: bytes, first: bytes) -> str:
        try:
            was, now = json.loads(text), json.loads(first)
            differs = next(f"{k} was {was[k]!r}, now {v!r}" for k, v in now.items() if was.get(k) != v)
        except (ValueError, AttributeError, KeyError, TypeError, StopIteration):
            return f"{self.path} is no journal of qlearn; choose another file"
        return f"{self.path} is the journal of something else ({differs}); resume that, or choose another file"

    def _write(self, text: bytes) -> None:
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(self._file.fileno(), rest) :]
        except OSError as fault:
            raise BadArgument(f"cannot write to the journal {self.path}: {fault.strerror}; mend that, and resume") from None
        self._end += len(text)


def _opened(path: Path) -> BinaryIO:
    """The file, locked against other processes for as long as this one lives."""
    try:
        file = open(path, "a+b", buffering=1 << 16)  # noqa: SIM115  # closed by the journal
    except OSError as fault:
        raise BadArgument(f"cannot open the journal {path}: {fault.strerror}; choose another file") from None
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # no such lock on this system
        pass
    except OSError:
        file.close()
        raise BadArgument(f"the journal {path} is being written by another process; wait for it, or choose another") from None
    file.seek(0)
    return file


def lines(run: Run[Any], concept: Any = None) -> Iterable[str]:
    """A finished run as the lines of a file."""
    yield json.dumps(header(run.learning))
    for each in run.turns:
        yield json.dumps(line(each))
    yield json.dumps(footer(run, concept))
