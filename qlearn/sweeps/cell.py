"""One cell of a sweep: one learner, at one size, against one teacher, under one noise, with one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .values import Value, digest, number


@dataclass(frozen=True)
class Cell:
    """What is run.  Its `key` is a content hash, so the same cell is found again wherever and whenever it is run.

    `code` is the version of the code that runs it (`code.version`), with that of the learner's own file if it has one.

    >>> cell = Cell("boolean.bit_clearing", (("n", 5),), "first", "theorem", 0, "v1")
    >>> cell.config["sizes"], cell.key == Cell("boolean.bit_clearing", (("n", 5),), "first", "theorem", 0, "v2").key
    ({'n': 5}, False)
    """

    learner: str
    sizes: tuple[tuple[str, Value], ...]
    teacher: str
    noise: str
    seed: int
    code: str

    @cached_property
    def config(self) -> dict[str, Any]:
        """What was asked for, as plain data."""
        sizes = {name: list(value) if isinstance(value, tuple) else value for name, value in self.sizes}
        return {"learner": self.learner, "sizes": sizes, "teacher": self.teacher, "noise": self.noise, "seed": self.seed}

    @cached_property
    def key(self) -> str:
        return digest(self.config, self.code)

    def target_seed(self, of_class: str, sizes: Mapping[str, Value]) -> int:
        """The seed of the target: that of its class, size and number.  Learners of one class meet the same targets."""
        return number({"class": of_class, "sizes": dict(sizes), "seed": self.seed})

    @property
    def dialogue_seed(self) -> int:
        """The seed of everything else, the learner's coins and the teacher's: that of the configuration.

        The code's version is left out: what another version finds is then comparable, run by run.
        """
        return number(self.config)

    def __str__(self) -> str:
        sizes = ", ".join(f"{name} = {value}" for name, value in self.sizes)
        noise = "" if self.noise == "theorem" else f", noise {self.noise}"
        return f"{self.learner} ({sizes}), {self.teacher}{noise}, seed {self.seed}"
