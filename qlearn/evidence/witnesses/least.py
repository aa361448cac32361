"""How much a witness shows from below: the quantity is at least this."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from ...dimensions import witnesses as w
from .anew import TAUGHT, Value, anew, specifying, uncorrelated
from .games import GAMES, adversary_length, followed, star_bound
from .given import Given, Refused, Unshown

SPLITS = ("vc", "littlestone", "membership", "equivalence_improper", "equivalence_proper")
SPECIFIES = ("membership", "extended_teaching", "teaching", "consistency", "equivalence_proper", "both")


def at_least(name: str, c: Given, witness: w.Witness) -> Value:
    """The value that the witness shows to be a lower bound.  Raises `Refused`, or `Unshown` if the file cannot show it."""
    match witness:
        case w.Counted():
            return _counted(name, c, witness.by)
        case w.Searched() | w.Specified():
            return anew(name, c)
        case w.Shattered() if name in SPLITS:
            return _shattered(c, witness.points)
        case w.MistakeTree() if name in SPLITS and name != "vc":
            return _mistakes(c, witness)
        case w.Labelling() if name in SPECIFIES:
            return specifying(c, _suitable(name, c, witness.labels), int(name != "consistency"))
        case w.Specifying() if name in SPECIFIES:
            return specifying(c, _suitable(name, c, witness.labels), int(name != "consistency"))
        case w.Packing() if name in SPECIFIES:
            return _packing(name, c, witness)
        case w.Packings() if name in TAUGHT:
            return TAUGHT[name](_packings(c, witness))
        case w.Star():
            return _star(name, c, witness)
        case w.Adversary() if name in GAMES:
            return adversary_length(name, c, witness)
        case w.Subclass() if name == "teaching_recursive":
            return _subclass(c, witness.concepts)
        case w.Chain() if name == "threshold":
            return _chain(c, witness)
        case w.Uncorrelated() if name == "statistical":
            return _uncorrelated(c, witness.concepts)
    raise Refused(f"a {type(witness).__name__.lower()} shows nothing of this from below")


def _counted(name: str, c: Given, by: str) -> Value:
    if by == "trivial":
        return int(name == "statistical")
    if by == "lg N" and name == "membership":
        return (c.N - 1).bit_length()
    if by == "lg N" and name == "average_membership":
        whole = c.N.bit_length() - 1  # N leaves of a binary tree have the least mean depth on two neighbouring levels
        return Fraction(c.N * whole + 2 * (c.N - (1 << whole)), c.N)
    if by == "Sauer" and name in ("vc", "littlestone", "equivalence_improper", "star"):
        return next(d for d in range(c.n + 1) if sum(comb(c.n, i) for i in range(d + 1)) >= c.N)
    raise Refused(f"counting by {by!r} shows nothing of this from below")


def _shattered(c: Given, points: tuple[int, ...]) -> int:
    c.distinct(points, "point")
    c.work.step(c.N * (len(points) + 1))
    seen = {tuple(row[c.point(x)] for x in points) for row in c.rows}
    if len(points) > c.N or len(seen) != 1 << len(points):
        raise Refused(f"only {len(seen)} labellings of these {len(points)} points occur")
    return len(points)


def _mistakes(c: Given, tree: w.Tree) -> int:
    leaves = followed(c, tree)
    for concept, _, left in leaves:
        if not left >> concept & 1:
            raise Refused(f"concept {concept} does not have the answers on its way")
    return min(depth for _, depth, _ in leaves)


def _suitable(name: str, c: Given, text: str) -> str:
    """A labelling that may be used: of a concept, of none, or any."""
    labels = c.labels(text)
    if name == "teaching" and labels not in c.place:
        raise Refused("no concept has this labelling, and a teaching dimension is of concepts")
    if name in ("consistency", "equivalence_proper", "both") and labels in c.place:
        raise Refused("a concept has this labelling; it must be outside the class")
    return labels


def _packing(name: str, c: Given, packing: w.Packing) -> int:
    labels = _suitable(name, c, packing.labels)
    c.distinct([i for i, _ in packing.weights], "concept")
    for i, weight in packing.weights:
        if weight <= 0 or c.rows[c.concept(i)] == labels:
            raise Refused("weights are positive, and on concepts that differ from the labelling")
    for x in range(c.n):
        c.work.step(len(packing.weights))
        if sum((weight for i, weight in packing.weights if c.rows[i][x] != labels[x]), Fraction(0)) > 1:
            raise Refused(f"those that differ at point {x} weigh more than 1")
    total = sum((weight for _, weight in packing.weights), Fraction(0))
    if name != "consistency" and labels not in c.place:
        total -= max((weight for _, weight in packing.weights), default=Fraction(0))
    return -((-total.numerator) // total.denominator)


def _packings(c: Given, packings: w.Packings) -> list[int]:
    if len(packings.each) != c.N:
        raise Refused("there are not as many lists as concepts")
    c.work.step(c.N)
    for i, others in enumerate(packings.each):
        used = 0
        for j in others:
            c.work.step(1 + c.n // 64)
            difference = c.numbers[i] ^ c.numbers[c.concept(j)]
            if not difference or difference & used:
                raise Refused(f"the differences of concept {i} are not disjoint sets of points with something in each")
            used |= difference
    return [len(others) for others in packings.each]


def _star(name: str, c: Given, star: w.Star) -> int:
    labels = c.labels(star.labels)
    if len(star.points) != len(star.neighbours):
        raise Refused("it has not as many neighbours as points")
    c.distinct([c.point(x) for x in star.points], "point")
    counts = star.points if name == "star" else range(c.n)
    for x, i in zip(star.points, star.neighbours, strict=True):
        c.work.step(len(counts))
        if [y for y in counts if c.rows[c.concept(i)][y] != labels[y]] != [c.point(x)]:
            raise Refused(f"concept {i} does not differ from the labelling at point {x} alone")
    inside, d = labels in c.place, len(star.points)
    if name == "star":
        if not inside:
            raise Refused("no concept is at the centre")
        return d
    if name == "consistency" and not inside:
        return d
    if name == "teaching" and inside:
        return d
    if name in ("membership", "extended_teaching", "equivalence_proper", "both"):
        near = sum(1 << i for i in set(star.neighbours)) | (1 << c.place[labels] if inside else 0)
        return star_bound(name, c, labels, near)
    raise Refused("this star shows nothing of this quantity")


def _subclass(c: Given, concepts: tuple[int, ...]) -> int:
    c.distinct(concepts, "concept")
    if not concepts:
        raise Refused("the sub-class is empty")
    if c.n > 24:
        raise Unshown(f"{c.n} points are too many to try all sets of them")
    among = sum(1 << c.concept(i) for i in concepts)
    return min(specifying(c, c.rows[i], 1, among) for i in concepts)


def _chain(c: Given, chain: w.Chain) -> int:
    if len(chain.points) != len(chain.concepts):
        raise Refused("it has not as many concepts as points")
    for i, concept in enumerate(chain.concepts):
        for j, x in enumerate(chain.points):
            c.work.step()
            if (c.rows[c.concept(concept)][c.point(x)] == "1") != (j >= i):
                raise Refused(f"concept {concept} labels point {x} otherwise than a threshold")
    return len(chain.points)


def _uncorrelated(c: Given, concepts: tuple[int, ...]) -> int:
    c.distinct(concepts, "concept")
    if not uncorrelated(c, tuple(c.concept(i) for i in concepts)):
        raise Refused("two of the concepts agree, or differ, too often")
    return len(concepts)
