"""A tree from its root down: what incomplete points tell, and what it adds up to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "trees.top_down"

Ends = tuple[tuple[int, int], ...]  # the first and last place of a box on each feature
Splits = tuple[int, int, "Splits | None", "Splits | None"]  # a feature, the last place that goes left, and what is below

feature = coq(
    NAME,
    "If more features are known, the walk goes on past the node where it stopped exactly if the node's feature is among them.",
    theorem="trees.top_down.goes_on_by_its_feature",
)
smaller = coq(
    NAME,
    "The nodes where walks with the same features known stop are the leaves of a smaller tree, as if all were known.",
    theorem="trees.top_down.stops_are_leaves",
)
few_stops = coq(
    NAME,
    "At most L - 1 nodes where walks stop are no leaves.",
    theorem="trees.top_down.few_inner_stops",
    refuted="trees.top_down.few_inner_stops_attained",
    sharper="at most L - 2",
)
in_every_run = coq(
    NAME,
    "The root, each node where walks stop, clg(d), two corners, and the searches for sides: no more than the bound.",
    theorem="trees.top_down.run_bound",
    refuted="trees.top_down.bound_attained",
    sharper="one query fewer",
)
formula = tied(NAME, "trees.top_down.bound", d=(1, 4, 9), N=(2, 6), s=(0, 3, 8), t=(0, 1, 4), L=(1, 2, 5), F=(4, 11))


@lemma(
    NAME,
    "The sides of all nodes where walks stop, as far as they are inside the box of the stop before, are at most the leaves'"
    " sides inside the domain.",
    method="exhaustion: all trees with at most 4 leaves",
    scope="4, 3 x 2 and 2 x 2 x 2 places",
    sharper="one side fewer",
)
def counted_once(sharper: bool) -> bool:
    found = []
    for sizes in ((4,), (3, 2), (2, 2, 2)):
        whole = tuple((0, size - 1) for size in sizes)
        for tree in _trees(whole, 4):
            leaves = sum(_sides(box, whole) for box in _stops(tree, whole, range(len(sizes))))
            found.append(leaves - _below(tree, whole, frozenset()))
    return min(found) >= (1 if sharper else 0)


def _trees(box: Ends, leaves: int) -> Iterator[Splits | None]:
    """All ways to split a box into at most so many leaves; None is a leaf."""
    yield None
    for i, (low, high) in enumerate(box):
        for c in range(low, high) if leaves > 1 else ():
            halves = (_trees(part, leaves - 1) for part in _parts(box, i, c))
            for left, right in itertools.product(*halves):
                if _size(left) + _size(right) <= leaves:
                    yield i, c, left, right


def _size(tree: Splits | None) -> int:
    return 1 if tree is None else _size(tree[2]) + _size(tree[3])


def _parts(box: Ends, i: int, c: int) -> tuple[Ends, Ends]:
    low, high = box[i]
    return (*box[:i], (low, c), *box[i + 1 :]), (*box[:i], (c + 1, high), *box[i + 1 :])


def _sides(box: Ends, around: Ends) -> int:
    return sum((a > low) + (b < high) for (a, b), (low, high) in zip(box, around, strict=True))


def _walks(tree: Splits | None, box: Ends, known: Sequence[int]) -> Iterator[tuple[Splits | None, Ends]]:
    """The nodes where walks stop, with their boxes, when these features are known."""
    if tree is None or tree[0] not in known:
        yield tree, box
        return
    for below, part in zip(tree[2:], _parts(box, *tree[:2]), strict=True):
        yield from _walks(below, part, known)


def _stops(tree: Splits | None, box: Ends, known: Sequence[int]) -> list[Ends]:
    return [ends for _, ends in _walks(tree, box, known)]


def _below(tree: Splits | None, box: Ends, known: frozenset[int]) -> int:
    """The sides, each inside the box of the stop before, of all nodes below where walks stop."""
    if tree is None:
        return 0
    known = known | {tree[0]}
    stops = list(_walks(tree, box, sorted(known)))
    return sum(_sides(ends, box) + _below(stop, ends, known) for stop, ends in stops)


@lemma(
    NAME,
    "In the exact game over all trees on small axes the learner finds all leaves, within the bound.",
    method="exhaustion: the real learner in the exact game",
    scope="1, 4, 2 x 2 and 3 x 2 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
