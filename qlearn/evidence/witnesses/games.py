"""Follows the strategies of learner and adversary through every answer."""

from __future__ import annotations

from ...dimensions.witnesses import Adversary, Reply, Strategy, Tree
from .given import Given, Refused

PROPER = ("equivalence_proper", "both")
PROPOSES = (*PROPER, "equivalence_improper", "both_improper")
ASKS = ("membership", "both", "both_improper")


def followed(c: Given, tree: Tree) -> list[tuple[int, int, int]]:
    """Each leaf of a tree: its concept, its depth, and the concepts with the answers on its way."""
    size = len(tree.points)
    if not len(tree.zero) == len(tree.one) == size:
        raise Refused("its lists differ in length")
    if not size:
        return [(0, 0, c.everyone)]
    leaves, todo, seen = [], [(0, 0, c.everyone)], set[int]()
    while todo:
        node, depth, alive = todo.pop()
        c.work.step()
        if node >= size or node in seen:
            raise Refused(f"node {node} is not there, or is met twice: no tree")
        seen.add(node)
        zero, one = c.labelled[c.point(tree.points[node])]
        for child, left in ((tree.zero[node], alive & zero), (tree.one[node], alive & one)):
            if child < 0:
                leaves.append((c.concept(~child), depth + 1, left))
            else:
                todo.append((child, depth + 1, left))
    return leaves


def ways(c: Given, tree: Tree) -> list[tuple[int, frozenset[int]]]:
    """Each leaf's concept with the points asked on its way, of a tree that was followed before."""
    found, todo = [], [(0, frozenset[int]())] if tree.points else []
    while todo:
        node, before = todo.pop()
        c.work.step(1 + len(before) // 64)
        asked = before | {tree.points[node]}
        for child in (tree.zero[node], tree.one[node]):
            if child < 0:
                found.append((~child, asked))
            else:
                todo.append((child, asked))
    return found


def strategy_length(name: str, c: Given, strategy: Strategy) -> int:
    """The longest way until one concept is left."""
    known: dict[tuple[int, int], int] = {}
    open_: set[tuple[int, int]] = set()

    def value(at: int, V: int) -> int:
        if at < 0:
            if 1 << c.concept(~at) != V:
                raise Refused(f"concept {~at} is not the only one left where the strategy ends")
            return 0
        if (at, V) in known:
            return known[at, V]
        if at >= len(strategy.moves) or (at, V) in open_:
            raise Refused(f"position {at} is not there, or leads back to itself")
        open_.add((at, V))
        move = strategy.moves[at]
        then = {(x, label): goes for x, label, goes in move.then}
        c.work.step(1 + len(then) + c.n)
        known[at, V] = 1 + max((value(_next(then, x, b), left) for x, b, left in _answers(name, c, move, V)), default=0)
        open_.discard((at, V))
        return known[at, V]

    if not strategy.moves:
        if c.N > 1:
            raise Refused("it has no moves")
        return 0
    return value(0, c.everyone)


def _next(then: dict[tuple[int, int], int], x: int, label: int) -> int:
    if (x, label) not in then:
        raise Refused(f"it does not say what follows the answer {label} at point {x}")
    return then[x, label]


def _answers(name: str, c: Given, move: object, V: int) -> list[tuple[int, int, int]]:
    """Each possible answer to a move, with what it leaves."""
    point, hypothesis = getattr(move, "point", None), getattr(move, "hypothesis", None)
    if (point is None) == (hypothesis is None):
        raise Refused("a move asks at a point or proposes a hypothesis, one of them")
    if point is not None:
        if name not in ASKS:
            raise Refused("it asks a membership query, which this game has not")
        return [(point, b, V & part) for b, part in enumerate(c.labelled[c.point(point)]) if V & part]
    if name not in PROPOSES:
        raise Refused("it asks an equivalence query, which this game has not")
    labels = c.labels(str(hypothesis))
    if name in PROPER and labels not in c.place:
        raise Refused("it proposes what is no concept of the class")
    return [(x, b, V & c.labelled[x][b]) for x in range(c.n) for b in (int(labels[x] == "0"),) if V & c.labelled[x][b]]


def adversary_length(name: str, c: Given, adversary: Adversary) -> int:
    """The queries that the adversary draws out."""
    known: dict[tuple[int, int], int] = {}
    open_: set[tuple[int, int]] = set()

    def value(at: int, V: int) -> int:
        if at == -1:
            return 0
        if not V & (V - 1):
            raise Refused("fewer than two concepts are left where more is claimed")
        if (at, V) in known:
            return known[at, V]
        if not 0 <= at < len(adversary.replies) or (at, V) in open_:
            raise Refused(f"position {at} is not there, or leads back to itself")
        open_.add((at, V))
        reply = adversary.replies[at]
        if reply.star is not None:
            found = star_bound(name, c, reply.star, V)
        elif not reply.answers and not reply.counterexamples:
            found = 1
        else:
            found = 1 + min(value(goes, left) for goes, left in _replies(name, c, reply, V))
        known[at, V] = found
        open_.discard((at, V))
        return found

    if not adversary.replies:
        raise Refused("it has no replies")
    return value(0, c.everyone)


def _replies(name: str, c: Given, reply: Reply, V: int) -> list[tuple[int, int]]:
    """What each query leads to.  A query whose answer is known already gains nothing and is passed over."""
    c.work.step(c.n + len(reply.counterexamples))
    found = []
    if name in ASKS:
        if len(reply.answers) != c.n:
            raise Refused("it does not answer membership queries at every point")
        for x, (label, goes) in enumerate(reply.answers):
            zero, one = c.labelled[x]
            if V & zero and V & one:
                if label not in (0, 1):
                    raise Refused(f"{label} is no label")
                found.append((goes, V & (one if label else zero)))
    if name in PROPER:
        listed = {i: (x, goes) for i, x, goes in reply.counterexamples}
        for i in range(c.N):
            if V >> i & 1:
                if i not in listed:
                    raise Refused(f"it has no counterexample to concept {i}, which is still possible")
                x, goes = listed[i]
                left = V & c.labelled[c.point(x)][c.rows[i][x] == "0"]
                if not left:
                    raise Refused(f"no concept that is left differs from concept {i} at point {x}")
                found.append((goes, left))
    elif name in PROPOSES:
        raise Refused("hypotheses outside the class are not covered by counterexamples to its concepts")
    return found


def star_bound(name: str, c: Given, labels: str, V: int) -> int:
    """By the star lemma: what a learner needs around this labelling."""
    labels = c.labels(labels)
    c.work.step(V.bit_count())
    inside, neighbours = False, 0
    for i in range(c.N):
        if V >> i & 1:
            apart = sum(a != b for a, b in zip(labels, c.rows[i], strict=True))
            inside, neighbours = inside or not apart, neighbours + (apart == 1)
    if name in PROPER and inside:
        raise Refused("the star lemma holds for proper equivalence queries only around what is no concept")
    if name.endswith("_improper"):
        raise Refused("the star lemma says nothing of improper equivalence queries")
    return neighbours if inside else max(0, neighbours - 1)
