"""What is said of any value: counted, searched, or followed from another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Witness:
    """Shows one side of a bracket."""


@dataclass(frozen=True)
class Counted(Witness):
    """A bound by numbers that can be read off the class: `by` names it.

    'lg N': a yes-or-no answer at most doubles what is told apart.  'N - 1': each query can exclude a concept.  'n': all points
    asked.  'Sauer': a class of N concepts on n points shatters a set of this size.  'trivial': 0, or N.
    """

    by: str


@dataclass(frozen=True)
class Searched(Witness):
    """No short witness: every case was gone through.  `how` says which, `positions` how many were looked at.

    `qlearn check` works such a value out again where the class is small, and says that it did not where it is not.
    """

    how: str
    positions: int


@dataclass(frozen=True)
class From(Witness):
    """Follows from another value of the same class: `quantity` is its name, `theorem` the inequality's."""

    quantity: str
    theorem: str
