"""What shows that a dimension is at least, or at most, so much.  `qlearn check` reads these and believes none.

Points and concepts are columns and rows of the class; a labelling is text, '0110', one label a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


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


@dataclass(frozen=True)
class Shattered(Witness):
    """All 2**k labellings of these k points occur: VC >= k."""

    points: tuple[int, ...]


@dataclass(frozen=True)
class Tree(Witness):
    """A binary tree over the points.

    Node i asks points[i]; after the answer 0 it goes to zero[i], after 1 to one[i]: another node, or ~c, a leaf with concept c.
    Node 0 is the root.  A class of one concept has no node.
    """

    points: tuple[int, ...]
    zero: tuple[int, ...]
    one: tuple[int, ...]

    def leaves(self) -> Iterator[tuple[int, int]]:
        """Each leaf's concept with its depth."""
        todo = [(0, 0)] if self.points else []
        while todo:
            node, depth = todo.pop()
            for child in (self.one[node], self.zero[node]):
                if child < 0:
                    yield ~child, depth + 1
                else:
                    todo.append((child, depth + 1))

    @property
    def depth(self) -> int:
        return max((depth for _, depth in self.leaves()), default=0)


@dataclass(frozen=True)
class QueryTree(Tree):
    """A strategy for membership queries: each leaf is the only concept with the answers on its path.  D <= its depth."""


@dataclass(frozen=True)
class LessonTree(Tree):
    """A strategy for membership queries, and for every concept points asked on its way that single it out.

    Any labelling's answers lead to some concept, whose points then specify the labelling: XTD <= the most of them.
    """

    lessons: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class MistakeTree(Tree):
    """A tree each of whose leaves has the answers on its path: the Littlestone dimension is at least the least leaf's depth."""


@dataclass(frozen=True)
class Specifying(Witness):
    """At most one concept has this labelling's labels at these points (for `consistency`: none has)."""

    labels: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class Specified(Witness):
    """The largest number of points that any labelling needs: `hardest` is one that needs them, the rest was gone through."""

    hardest: Specifying


@dataclass(frozen=True)
class Labelling(Witness):
    """The adversary's answers: no fewer points leave at most one concept (for `consistency`: none) that gives them."""

    labels: str


@dataclass(frozen=True)
class Packing(Witness):
    """Weights on concepts, such that those that differ from `labels` at any one point weigh at most 1 together.

    They add up to `total`: a set of points that tells all of them from `labels` has at least ceil(total) points; if one may be
    left (`labels` is no concept), at least ceil(total - the largest weight).
    """

    labels: str
    weights: tuple[tuple[int, Fraction], ...]  # (concept, weight > 0)


@dataclass(frozen=True)
class Lessons(Witness):
    """For every concept points that single it out: none needs more, neither the hardest, nor the easiest, nor their mean."""

    sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Packings(Witness):
    """For every concept others whose differences from it are disjoint sets of points: to rule out each takes another point."""

    each: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Star(Witness):
    """Each neighbour differs from `labels` at its own one point, of `points`, and at no other of the points that count.

    For the star lemma (a bound on D) the points that count are all of the class, so each neighbour is at Hamming distance 1;
    for the star number they are those of the star, and `labels` is a concept's.
    """

    labels: str
    points: tuple[int, ...]
    neighbours: tuple[int, ...]


@dataclass(frozen=True)
class Move:
    """The learner's next query: a membership query at `point`, or `hypothesis`, a labelling, as an equivalence query.

    `then`: after each answer (point, label) that is possible, the next position, or ~c if only the concept c is left.
    """

    point: int | None
    hypothesis: str | None
    then: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Strategy(Witness):
    """A learner's strategy with equivalence queries: positions, the first one where it starts.

    From every position the number of further queries until one concept is left is bounded by the longest way.
    """

    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Reply:
    """What the adversary does at one position, whatever it is asked; the next position is -1 where no more is claimed.

    `answers`: for each point its label and the next position; () where membership queries are not allowed.  `counterexamples`:
    (point, label, next position), of which a hypothesis meets the first that it has wrong; () where equivalence queries are not
    allowed.  Each concept that is still possible has one of them wrong; where any labelling may be proposed, some point stands
    there with both labels.  `star`: this position's value is by the star lemma around this labelling instead.
    """

    answers: tuple[tuple[int, int], ...]
    counterexamples: tuple[tuple[int, int, int], ...]
    star: str | None = None


@dataclass(frozen=True)
class Adversary(Witness):
    """An adversary's strategy: positions, the first one where it starts.  At least two concepts are possible at each.

    A position without replies and without a star is worth what counting says: 1 query, and lg of the concepts that are left
    where only membership queries are allowed.  Others are worth one more than the least of what follows.
    """

    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Subclass(Witness):
    """A sub-class in which every concept needs at least k points: the recursive teaching dimension is at least k."""

    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Plan(Witness):
    """An order in which the concepts are taught, each with points that single it out among it and those after it."""

    order: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Chain(Witness):
    """Concept i labels point j by 1 exactly if j >= i: as many thresholds as points."""

    points: tuple[int, ...]
    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Uncorrelated(Witness):
    """d concepts of which each two, written as signs, have a mean product of at most 1/d in absolute value."""

    concepts: tuple[int, ...]


@dataclass(frozen=True)
class DecisionTree(Tree):
    """A tree that finds a Boolean function's value: points are inputs, and ~0 and ~1 leaves with the value 0 or 1.

    D(f) <= its depth.  Without a node: the function is constant.
    """


@dataclass(frozen=True)
class Term(Witness):
    """The product of these inputs has a coefficient other than 0 in the function's polynomial: deg(f), D(f) >= their number."""

    inputs: tuple[int, ...]


@dataclass(frozen=True)
class Blocks(Witness):
    """Disjoint blocks of inputs, each of which changes the function's value at a point, '0110', if all its inputs change.

    bs(f), C(f) and D(f) are at least their number; so is the sensitivity if each is one input.
    """

    point: str
    blocks: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class HardPoint(Witness):
    """At this point, '0110', no fewer inputs show the function's value: a bound on C(f) and D(f) from below."""

    point: str


@dataclass(frozen=True)
class Certificates(Witness):
    """Sub-cubes, '01-0', that cover all points, on each of which the function is constant.

    C(f) is at most the largest number of inputs that one of them knows.
    """

    cubes: tuple[str, ...]
