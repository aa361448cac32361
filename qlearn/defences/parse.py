"""Defences from text, as a command line gives them, one around the other."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..errors import BadArgument, unknown
from ..points import Points
from .known import KNOWN, Around, Known, spelling
from .model_behind import Teacher


def parse(texts: Iterable[str]) -> Stack:
    """What puts these defences around a teacher, each spelled NAME[=NUMBER[,name=value...]], from the inside out.

    >>> import numpy as np
    >>> from qlearn import Membership, teachers
    >>> defended = parse(["flips=0.25,persistent", "label-only"])
    >>> teacher = defended(teachers.Function(lambda X: X[:, 0] > 0), seed=1)
    >>> int(teacher.answer(Membership(np.linspace(1, 2, 1000)[:, None])).sum())
    770

    Monitors stand outside of all others, in their order, since they watch one client.  Raises `UnknownName` for a name that
    is not there, `BadArgument` for what is misspelled, and for a model in the model's place that is not the first.
    """
    parts = tuple(_part(text) for text in texts)
    changing = [part for part in parts if part.known.place != "client"]
    for part in changing[1:]:
        if part.known.place == "model":
            raise BadArgument(f"{part.text!r} answers in the model's place: write it before {changing[0].text!r}")
    return Stack(tuple(changing), tuple(part for part in parts if part.known.place == "client"))


@dataclass(frozen=True)
class Part:
    """One defence with its number and options."""

    text: str
    name: str
    told: dict[str, Any]

    @property
    def known(self) -> Known:
        return KNOWN[self.name]


@dataclass(frozen=True)
class Stack:
    """Called with a teacher, it returns the teacher defended; called again with the same one, with monitors of another client.

    What is fitted to data, and what is drawn, is shared by the clients of a teacher; each call makes fresh monitors only.
    `data`, shape (n, d), are rows that the model was made for.  `key` decides what is flipped for good, so a server gives the
    same secret at every start; `seed` decides what is drawn afresh.  By default both are secrets of this process, drawn when
    it was parsed; with a `seed` all is reproducible, and so can be guessed by whoever guesses it.
    """

    changing: tuple[Part, ...]
    watching: tuple[Part, ...]
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _made: dict[Any, tuple[Any, ...]] = field(default_factory=dict, repr=False)

    @property
    def needs_data(self) -> bool:
        """Whether some part of it cannot do without rows of data."""
        return any(part.known.data for part in (*self.changing, *self.watching))

    def __call__(self, teacher: Teacher, data: Points | None = None, seed: int | None = None, key: bytes | None = None) -> Any:
        secret = self._secret if seed is None else str(seed).encode()
        if key is not None and len(key) < 16:
            raise BadArgument(f"a key is 16 secret bytes at least, such as secrets.token_bytes(32), got {len(key)}")
        told = (id(teacher), id(data), secret, key)
        if told not in self._made:  # kept with its teacher and data, so that no other object gets their ids
            changed: Any = teacher
            found: dict[str, Any] = {}
            for i, part in enumerate(self.changing):
                seeded = _own(f"{i} {part.name}", secret, secret if key is None else key)
                changed = _around(part, Around(changed, teacher, data, *seeded, part.told, found))
            self._made[told] = (changed, found, teacher, data)
        defended, found, *_ = self._made[told]
        for part in self.watching:
            defended = _around(part, Around(defended, teacher, data, 0, b"", part.told, found))
        return defended


def _around(part: Part, around: Around) -> Any:
    if part.known.data and around.rows is None:
        raise BadArgument(f"the defence {part.text!r} needs rows of data: those that the model was made for")
    return part.known.build(around)


def _own(place: str, secret: bytes, key: bytes) -> tuple[int, bytes]:
    """A seed and a key for one place in the stack: equal defences there must not undo each other."""
    seed = int.from_bytes(hashlib.blake2b(place.encode(), key=_short(secret), digest_size=8).digest(), "big")
    return seed, hashlib.blake2b(place.encode(), key=_short(key), digest_size=32).digest()


def _short(key: bytes) -> bytes:
    return key if len(key) <= 64 else hashlib.blake2b(key).digest()


def _part(text: str) -> Part:
    first, *rest = (item.strip() for item in text.split(","))
    name, equals, number = (item.strip() for item in first.partition("="))
    if name not in KNOWN:
        raise unknown("defence", name, KNOWN)
    known = KNOWN[name]
    told: dict[str, Any] = dict(known.options)
    if equals:
        if known.number is None:
            raise _misspelled(text, name, "takes no number")
        told["number"] = _value(text, name, number, known.number)
    elif isinstance(known.number, type):
        raise _misspelled(text, name, "needs a number")
    else:
        told["number"] = known.number
    for item in rest:
        option, equals, value = (piece.strip() for piece in item.partition("="))
        if option not in known.options:
            raise _misspelled(text, name, f"has no option {option!r}")
        usual = known.options[option]
        if (usual is False) == bool(equals):
            raise _misspelled(text, name, f"takes {option} {'without' if equals else 'with'} a value")
        told[option] = True if usual is False else _value(text, name, value, usual)
    return Part(text, name, told)


def _value(text: str, name: str, value: str, usual: Any) -> Any:
    """A number or word of the type that is usual here."""
    kind = usual if isinstance(usual, type) else type(usual)
    try:
        return kind(value)
    except ValueError:
        what = "whole number" if kind is int else "number"
        raise _misspelled(text, name, f"takes a {what}, not {value!r}") from None


def _misspelled(text: str, name: str, fault: str) -> BadArgument:
    return BadArgument(f"the defence {text!r} {fault}; it is written {spelling(name)}")
