"""Follows the strategies of learner and adversary through every answer."""

from __future__ import annotations

from collections.abc import Callable

from ...dimensions.witnesses import Adversary, Move, Reply, Strategy, Tree
from .given import Given, Refused, members

PROPER = ("equivalence_proper", "both")
PROPOSES = (*PROPER, "equivalence_improper", "both_improper")
ASKS = ("membership", "both", "both_improper")
GAMES = ("membership", *PROPOSES)
Place = tuple[int, int]  # a position, and the concepts that are possible there


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
    """The longest way until one concept is left.

    A proof by induction: after every answer that a concept of V allows, the learner is at a position that is followed in turn;
    a way that comes back to the same place would never end, and is refused.
    """

    def follow(place: Place) -> int | list[Place]:
        at, V = place
        if at < 0:
            if 1 << c.concept(~at) != V:
                raise Refused(f"concept {~at} is not the only one left where the strategy ends")
            return 0
        if at >= len(strategy.moves):
            raise Refused(f"position {at} is not there")
        move = strategy.moves[at]
        then = {(x, label): goes for x, label, goes in move.then}
        c.work.step(1 + len(move.then) + c.n)
        return [(_next(then, x, b), left) for x, b, left in _answers(name, c, move, V)]

    if not strategy.moves:
        if c.N > 1:
            raise Refused("it has no moves")
        return 0
    return _valued((0, c.everyone), follow, max)


def _valued(root: Place, follow: Callable[[Place], int | list[Place]], best: Callable[[list[int]], int]) -> int:
    """The value of a place: known at once, or one more than the best of what follows.  Without recursion: files may be deep."""
    known: dict[Place, int] = {}
    pending: dict[Place, list[Place]] = {}  # those on the way from the root to the last one
    todo = [root]
    while todo:
        place = todo[-1]
        if place not in known and place not in pending:
            after = follow(place)
            if isinstance(after, int):
                known[place] = after
            else:
                pending[place] = after
                if any(goes in pending for goes in after):
                    raise Refused(f"position {place[0]} leads back to itself")
                todo += [goes for goes in after if goes not in known]
        elif place in pending:
            known[place] = 1 + best([known[goes] for goes in pending.pop(place)] or [0])
        else:
            todo.pop()
    return known[root]


def _next(then: dict[tuple[int, int], int], x: int, label: int) -> int:
    if (x, label) not in then:
        raise Refused(f"it does not say what follows the answer {label} at point {x}")
    return then[x, label]


def _answers(name: str, c: Given, move: Move, V: int) -> list[tuple[int, int, int]]:
    """Each possible answer to a move, with what it leaves."""
    if (move.point is None) == (move.hypothesis is None):
        raise Refused("a move asks at a point or proposes a hypothesis, one of them")
    if move.point is not None:
        if name not in ASKS:
            raise Refused("it asks a membership query, which this game has not")
        return [(move.point, b, V & part) for b, part in enumerate(c.labelled[c.point(move.point)]) if V & part]
    if name not in PROPOSES:
        raise Refused("it asks an equivalence query, which this game has not")
    labels = c.labels(str(move.hypothesis))
    if name in PROPER and labels not in c.place:
        raise Refused("it proposes what is no concept of the class")
    return [(x, b, V & c.labelled[x][b]) for x in range(c.n) for b in (int(labels[x] == "0"),) if V & c.labelled[x][b]]


def adversary_length(name: str, c: Given, adversary: Adversary) -> int:
    """The queries that the adversary draws out.

    A proof by induction: whichever query comes, its reply leaves what is worth so many more.  A query whose answer is known
    already is answered so again, and a hypothesis that is excluded meets again what excluded it: both gain nothing.
    """

    def follow(place: Place) -> int | list[Place]:
        at, V = place
        if at == -1:
            return 0
        if not V & (V - 1):
            raise Refused("fewer than two concepts are left where more is claimed")
        if not 0 <= at < len(adversary.replies):
            raise Refused(f"position {at} is not there")
        reply = adversary.replies[at]
        c.work.step(1)
        if reply.star is not None:
            return star_bound(name, c, reply.star, V)
        if not reply.answers and not reply.counterexamples:
            return (V.bit_count() - 1).bit_length() if name == "membership" else 1
        return [*_to_questions(name, c, reply, V), *_to_hypotheses(name, c, reply, V)]

    if not adversary.replies:
        raise Refused("it has no replies")
    return _valued((0, c.everyone), follow, min)


def _to_questions(name: str, c: Given, reply: Reply, V: int) -> list[Place]:
    """What each membership query leads to.  Every point that tells concepts of V apart is answered."""
    if name not in ASKS:
        return []
    c.work.step(c.n)
    if len(reply.answers) != c.n:
        raise Refused("it does not answer membership queries at every point")
    found = []
    for x, (label, goes) in enumerate(reply.answers):
        zero, one = c.labelled[x]
        if V & zero and V & one:
            if label not in (0, 1):
                raise Refused(f"{label} is no label")
            found.append((goes, V & (one if label else zero)))
    return found


def _to_hypotheses(name: str, c: Given, reply: Reply, V: int) -> list[Place]:
    """What each hypothesis leads to.  Those that have no counterexample are followed down the list; at its end none may be.

    An arbitrary labelling has none wrong exactly if it can agree with all of them: if no point is there with both labels.
    """
    if name not in PROPOSES:
        return []
    c.work.step(len(reply.counterexamples))
    found, listed, right = [], set[tuple[int, int]](), V
    for x, label, goes in reply.counterexamples:
        if label not in (0, 1):
            raise Refused(f"{label} is no label")
        left = V & c.labelled[c.point(x)][label]
        if not left:
            raise Refused(f"no concept that is left has the label {label} at point {x}")
        if name not in PROPER or right & ~left:
            found.append((goes, left))
        right &= left
        listed.add((x, label))
    if name in PROPER and right:
        raise Refused(f"it has no counterexample to concept {right.bit_length() - 1}, which is still possible")
    if name not in PROPER and not any((x, 1 - label) in listed for x, label in listed):
        raise Refused("some labelling agrees with all its counterexamples")
    return found


def star_bound(name: str, c: Given, labels: str, V: int) -> int:
    """By the star lemma: what a learner needs around this labelling.

    A query answered as by the labelling excludes at most the one neighbour that differs there; a hypothesis that is not the
    labelling has a counterexample that agrees with it.
    """
    if name.endswith("_improper"):
        raise Refused("the star lemma says nothing of improper equivalence queries")
    centre = int(c.labels(labels), 2)
    c.work.step(V.bit_count())
    apart = [c.numbers[i] ^ centre for i in members(V)]
    inside, neighbours = 0 in apart, sum(d != 0 and d & (d - 1) == 0 for d in apart)
    if name in PROPER and inside:
        raise Refused("the star lemma holds for proper equivalence queries only around what is no concept")
    return neighbours if inside else max(0, neighbours - 1)
