"""The quantities of a finite class: their names, what they mean, and what can be said of them by counting alone."""

from __future__ import annotations

from dataclasses import dataclass

from ..formulas import clg, floor_lg
from .bracket import Bracket
from .finite_class import FiniteClass
from .witnesses import Counted


@dataclass(frozen=True)
class Quantity:
    """What it is in words; `final`: reports add the query answered yes."""

    says: str
    final: bool = False


QUANTITIES: dict[str, Quantity] = {
    "vc": Quantity("VC dimension"),
    "littlestone": Quantity("Littlestone dimension"),
    "membership": Quantity("membership queries, worst case"),
    "extended_teaching": Quantity("extended teaching dimension"),
    "teaching": Quantity("teaching dimension"),
    "teaching_min": Quantity("teaching dimension, easiest concept"),
    "teaching_average": Quantity("teaching dimension, average"),
    "teaching_recursive": Quantity("teaching dimension, recursive"),
    "star": Quantity("star number"),
    "consistency": Quantity("consistency dimension"),
    "threshold": Quantity("threshold dimension"),
    "statistical": Quantity("statistical query dimension"),
    "average_membership": Quantity("membership queries, average"),
    "equivalence_improper": Quantity("improper equivalence queries", final=True),
    "both_improper": Quantity("membership and improper equivalence", final=True),
    "equivalence_proper": Quantity("proper equivalence queries", final=True),
    "both": Quantity("membership and proper equivalence", final=True),
}

MEANS = ("teaching_average", "average_membership")  # over the concepts: fractions
GAMES = ("membership", "equivalence_proper", "equivalence_improper", "both", "both_improper")


def counted(name: str, c: FiniteClass) -> Bracket:
    """What the numbers of concepts and points say of a quantity.

    >>> str(counted("membership", FiniteClass.of([[0, 0], [0, 1], [1, 1]])))
    '2'
    """
    N, n = c.N, c.n
    low, up = [(0, "trivial")], [(N, "trivial"), (n, "n")]
    if name in ("vc", "littlestone", "equivalence_improper", "both_improper"):
        up = [(floor_lg(N), "lg N"), (n, "n")]
    elif name not in ("statistical", "threshold", "consistency"):
        up.append((N - 1, "N - 1"))
    if name == "statistical":
        low = [(1, "trivial")]
    if name == "membership":
        low.append((clg(N), "lg N"))
    elif name == "average_membership":
        low.append((floor_lg(N), "lg N"))
    (lo, at_least), (hi, at_most) = max(low), min(up)
    return Bracket(lo, hi, Counted(at_least), Counted(at_most))
