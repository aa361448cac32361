"""The classes that a defender may ask about: what is kept, how it is asked, which sizes it has, what an error is of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

from ..box_queries import Counterfactual, Leaf
from ..channels import Channel, drawn_weights, fresh_flips, rounded_values
from ..concepts.affine import AffineFunctions, SoftmaxModels
from ..concepts.boxes import BoxesAround
from ..concepts.conjunctions import Conjunctions
from ..concepts.drawn_half_spaces import DrawnHalfSpaces
from ..concepts.half_spaces import HalfSpaces
from ..concepts.parities import Parities
from ..concepts.polynomials import PolynomialFunctions
from ..concepts.rbf_networks import RbfNetworks
from ..concepts.regression_trees import RegressionTrees
from ..concepts.tables import Tables
from ..concepts.tree_classes import NamedTrees, Trees
from ..errors import BadArgument, unknown
from ..formulas import Size, clg
from ..queries import Example, Label, Membership, Query, Unlabelled, Value
from ..theorems import LowerBound
from . import floors

ErrorKind = Literal["angle", "exact", "share"]
Sizes = dict[str, Size]


@dataclass(frozen=True)
class Defended:
    """A class behind a server.

    `learns` says which theorems are about it, `kinds` what the server answers, `noises` which defences may stand before it.
    `least` gives each size that must be told its least value, `more` what follows from them.  `error` is what eps means.
    """

    name: str
    what: str
    learns: Callable[[Any], bool]
    kinds: frozenset[type[Query[Any]]]
    least: Mapping[str, int]
    error: ErrorKind
    noises: tuple[Channel, ...] = ()
    more: Callable[[Sizes], Sizes] = lambda sizes: {}
    floors: tuple[tuple[Channel | None, LowerBound], ...] = ()
    in_a_kernel: bool = False
    composed: tuple[str, ...] = ()


def _any_of(*classes: Any) -> Callable[[Any], bool]:
    return lambda learns: learns in classes


def _direction(learns: Any) -> bool:
    return isinstance(learns, DrawnHalfSpaces) or (
        isinstance(learns, HalfSpaces) and learns.homogeneous and learns.dimensions[1] > 2
    )


def _affine_direction(learns: Any) -> bool:
    return isinstance(learns, HalfSpaces) and not learns.homogeneous


def _boxes(sizes: Sizes) -> Sizes:
    """The known point in the middle of each feature's places."""
    p = (sizes["N"] - 1) // 2
    ways = [(p + 1, sizes["N"] - p)] * sizes["d"]
    return {"m": sum(clg(a) + clg(b) for a, b in ways), "B": prod(a * b for a, b in ways)}


def _trees(sizes: Sizes) -> Sizes:
    """The most that L leaves on d ordered features allow: cuts, sides, and cells of the grid that the cuts make."""
    d, L = sizes["d"], sizes["L"]
    depths = (L - 1) * (L + 2) // 2  # of all leaves together, at most
    return {**_cells({**sizes, "s": L - 1}), "F": min(2 * d * L, depths), "w": 2 * d}


def _cells(sizes: Sizes) -> Sizes:
    """The grid of most cells that s cuts on d features make: they are spread evenly.  All on one feature is the most there."""
    d, s = sizes["d"], sizes["s"]
    many = [s // d + (i < s % d) for i in range(d)]
    P = prod(m + 1 for m in many)
    return {"s": s, "t": min(s, sizes["N"] - 1), "P": P, "A": sum(m * (P // (m + 1)) for m in many)}


FLOORS_OF_SUBSETS = ((None, floors.subsets), (fresh_flips, floors.subsets_under_flips))
TREE = {"d": 1, "N": 2, "L": 1}
ALL = (
    Defended(
        "halfspaces", "half-spaces of R^d through 0, by labels", _direction,
        frozenset({Membership}), {"d": 2}, "angle", (fresh_flips, drawn_weights), floors=((None, floors.direction),),
    ),
    Defended(
        "affine-halfspaces", "half-spaces of R^d with an offset, by labels", _affine_direction,
        frozenset({Membership}), {"d": 1}, "angle", (fresh_flips,),
        floors=((None, floors.affine_direction), (fresh_flips, floors.affine_under_flips)),
        composed=("linear.pivot_ratio+homogeneous+vote", "linear.pivot_ratio+homogeneous+sprt"),
    ),
    Defended("linear", "affine functions of R^d, by values", _any_of(AffineFunctions(), PolynomialFunctions()),
             frozenset({Value}), {"d": 1}, "exact", (rounded_values,), more=lambda sizes: {"p": 1}, in_a_kernel=True),
    Defended("logistic", "logistic models on R^d, by confidences", _any_of(SoftmaxModels(classes=2)), frozenset({Value}),
             {"d": 1}, "exact", in_a_kernel=True),
    Defended("softmax", "softmax models of K classes on R^d, by confidences", _any_of(SoftmaxModels()),
             frozenset({Value}), {"d": 1}, "exact", in_a_kernel=True),
    Defended("polynomials", "polynomials of d variables and degree at most p, by values", _any_of(PolynomialFunctions()),
             frozenset({Value}), {"d": 1, "p": 1}, "exact", (rounded_values,), in_a_kernel=True),
    Defended("polynomial-signs", "polynomials of d variables and degree at most p, by their signs", _any_of(),
             frozenset({Membership}), {"d": 1, "p": 1}, "angle",
             floors=((None, floors.polynomial_signs), (None, floors.likely_polynomial_signs))),
    Defended("gaussian-networks", "Gaussian networks of k centres on R^d with an intercept, by values",
             _any_of(RbfNetworks(intercept=True)), frozenset({Value}), {"d": 1, "k": 1}, "exact", in_a_kernel=True),
    Defended("conjunctions", "monotone conjunctions of n variables, by labels", _any_of(Conjunctions()),
             frozenset({Membership}), {"n": 1}, "exact", (fresh_flips,), floors=FLOORS_OF_SUBSETS),
    Defended("parities", "parities of n variables, by labels", _any_of(Parities()), frozenset({Membership}), {"n": 1},
             "exact", (fresh_flips,), floors=FLOORS_OF_SUBSETS, composed=("boolean.parity+vote",)),
    Defended("boxes", "boxes of d features of N places around a known point, by labels", _any_of(BoxesAround()),
             frozenset({Membership}), {"d": 1, "N": 1}, "exact", more=_boxes, floors=((None, floors.boxes),)),
    Defended("trees-leaves", "decision trees of L leaves on d features of N places, by the names of leaves",
             _any_of(NamedTrees()), frozenset({Leaf}), TREE, "exact", more=_trees),
    Defended("trees-labels", "decision trees of L leaves on d features of N places, by labels", _any_of(Trees()),
             frozenset({Label}), TREE, "share", more=_trees),
    Defended("trees-counterfactuals", "functions constant between s cuts on d features of N places, by counterfactuals",
             _any_of(Trees()), frozenset({Counterfactual}), {"d": 1, "N": 2, "s": 0}, "exact", more=_cells),
    Defended("trees-values", "regression trees of L leaves on d features of N places, by values",
             _any_of(RegressionTrees()), frozenset({Value}), TREE, "exact", more=_trees),
    Defended("finite", "any class of N concepts, by labels of inputs from a law", _any_of(Tables()),
             frozenset({Membership, Example, Unlabelled}), {"N": 1}, "share", (fresh_flips,)),
)  # fmt: skip
CLASSES = {entry.name: entry for entry in ALL}


def defended(name: str) -> Defended:
    """The class of this name; `UnknownName` suggests others."""
    if name not in CLASSES:
        raise unknown("defended class", name, CLASSES)
    return CLASSES[name]


def sized(entry: Defended, told: Mapping[str, Any]) -> Sizes:
    """All sizes of the class; `BadArgument` for one that is missing, too small, or not the class's."""
    words = {"d": "--dimension", "n": "--dimension"}
    sizes: Sizes = {}
    for name, least in entry.least.items():
        given = told.get(name)
        if given is None:
            raise BadArgument(f"{entry.name} needs {name}: give {words.get(name, f'--size {name}=')} (at least {least})")
        if isinstance(given, bool) or not isinstance(given, int) or given < least:
            why = "; in one dimension a direction is a sign, which one label tells" if (name, least) == ("d", 2) else ""
            raise BadArgument(f"{entry.name}: {name} is an integer, at least {least}, got {given!r}{why}")
        sizes[name] = given
    for name, given in told.items():
        if given is not None and name not in sizes:
            if isinstance(given, bool) or not isinstance(given, int) or given < 0:
                raise BadArgument(f"{entry.name}: {name} is an integer, 0 or above, got {given!r}")
            sizes[name] = given
    return {**sizes, **entry.more(sizes)}
