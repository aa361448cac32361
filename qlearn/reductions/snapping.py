"""Counterfactuals of a solver that goes a little too far: moved back to the cut by labels."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import Any

import numpy as np

from ..axes import Axes
from ..catalogue import Learner, reduces
from ..dialogue import translate
from ..errors import BadArgument, Inconsistent
from ..features import Places
from ..formulas import Size, clg, exactly
from ..points import Classes, spell
from ..queries import Counterfactual, Dialogue, Explanation, Label
from ..theorems import Bound, Sizes, Theorem, of_sizes


@reduces(shown_on=("trees.tra",))
def snapped(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each counterfactual moved back to the nearest cuts, by labels.

    Problem: a solver answers a counterfactual query up to a tolerance, so its point lies a little beyond the cuts, or between
    two places; the learner reads cuts off it, to the last place.
    Idea: ask for the labels one place back, coordinate by coordinate.  Where the label is not yet that of the point asked,
    search further back, in jumps that double and then by halving; cuts that are known are tried first.
    Theorem: the inner bound on counterfactuals, and the inner guarantee, for every teacher whose points have another label
    where they are rounded to places, however far they lie.  To each counterfactual at most
    2 + d (s + d) + (s + d - 1)(2 + 2 clg(N - 1)) labels.
    Proof: A search ends with its coordinate just across a true cut, nearer to the point asked than before, or at that point's
    own place.  On a feature with s_i cuts that happens s_i times, once more if the coordinate ends unmoved, and one moved
    coordinate remains: s + d - 1 searches.  When none is due, no coordinate can be moved back alone: such a point is a legal
    answer of an exact teacher, and the learner hears nothing else.
    Source: this library; the search is that of Bentley and Yao 1976.

    `tol` is how far beyond a cut a coordinate may be, in the feature's own unit: where the searches jump first.  A wrong one
    costs labels, never exactness.  No place is asked twice.  An exact teacher costs a label an answer and one for each
    coordinate that moved.

    >>> from qlearn import find, run, teachers
    >>> from qlearn.axes import Axes
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(8, 2)
    >>> target = grown(axes, 2, lambda low, high: (0, 2) if high[0] - low[0] > 6 else int(low[0] > 2))
    >>> found = run(find("trees.tra+snapped")(axes=axes, classes=2, tol="1/100"), teachers.Honest(target))
    >>> str(found.hypothesis), dict(found.ledger)
    ('(x1 <= 2.5 ? 0 : 1)', {'counterfactual': 3, 'label': 1})

    Raises `BadArgument` if the inner learner does not learn on axes from counterfactuals, or if tol is below 0; `Inconsistent`
    if a counterfactual has, when asked itself, no other label than the point that it is to differ from.
    """
    inner = learner.theorem.bound(Counterfactual)
    if inner is None or inner.mode != "worst case" or "axes" not in learner.signature.parameters:
        raise BadArgument(
            f"snapped needs a learner on axes with a worst-case bound on counterfactual queries; {learner.name} is none"
        )
    if learner.theorem.noise is not None:
        raise BadArgument(f"snapped needs a learner of true answers; {learner.name} expects others")

    def start(tol: Any, **arguments: Any) -> Dialogue[Any]:
        if exactly(tol, "tol") < 0:
            raise BadArgument(f"tol is a length, at least 0, got {tol}")
        snap = _Snap(arguments["axes"], float(exactly(tol)))
        return (yield from translate(learner(**arguments), Counterfactual, snap.ask))

    tol = inspect.Parameter("tol", inspect.Parameter.KEYWORD_ONLY, default=0)
    start.__signature__ = learner.signature.replace(  # type: ignore[attr-defined]
        parameters=[*learner.signature.parameters.values(), tol]
    )
    start.__doc__ = f"{learner.name}, each counterfactual moved back to the nearest cuts.\n\n{snapped.reduce.__doc__}"
    return Learner(start, _composed(learner, inner), f"{learner.name}+snapped")


def labels_each(d: Size, s: Size, N: Size) -> Size:
    """How many labels an answer costs at most.

    >>> [labels_each(1, s, 2) for s in (0, 1)], labels_each(2, 3, 1000)
    ([3, 6], 100)
    """
    return 2 + d * (s + d) + (s + d - 1) * (2 + 2 * clg(N - 1))


def _composed(learner: Learner[..., Any], inner: Bound) -> Theorem:
    """The theorem of the composition: the inner one, and labels for each counterfactual."""
    asked = learner.theorem.bound(Label)

    def labels(sizes: Sizes) -> Size:
        more = asked.count(**{name: sizes[name] for name in asked.sizes}) if asked else 0
        each = labels_each(sizes["d"], sizes["s"], sizes["N"])
        return more + each * inner.count(**{name: sizes[name] for name in inner.sizes})

    names = (*inner.sizes, *(asked.sizes if asked else ()), "d", "s", "N")
    others = (b for b in learner.theorem.bounds if b.kind is not Label)
    return replace(
        learner.theorem,
        claim=f"{learner.name}, each counterfactual moved back to the nearest cuts by labels.",
        bounds=(*others, Bound(Label, "at most", of_sizes(names, labels))),
        lower=None,  # labels tell what counterfactuals do not
        guarantee=replace(learner.theorem.guarantee, confirms=None),
        cite=(*learner.theorem.cite, "bentley1976"),
        settings={**learner.theorem.settings, "tol": (0, "1/4")},
        derives={**learner.theorem.derives, "d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )


class _Snap:
    """What is known of the target from labels: those of some places, and cuts, (feature, last place before it)."""

    def __init__(self, axes: Axes, tol: float) -> None:
        self.axes, self.tol = axes, tol
        self.labels: dict[bytes, int] = {}
        self.cuts: set[tuple[int, int]] = set()

    def ask(self, query: Counterfactual) -> Dialogue[Explanation]:
        """The teacher's answer, its point moved back until no coordinate can be moved back alone."""
        said = yield from query
        x, low, high = self.axes.place(np.array([query.point, query.low, query.high]))
        self._note(x, said.label)
        if said.point is None:
            return said
        y = None
        for place in _rounded(self.axes, said.point, x, low, high):
            if y is None and (yield from self._asked(place[None], query.classes))[0] != said.label:
                y = place
        if y is None:
            raise Inconsistent(
                f"asked for a counterfactual to {spell(query.point)}, the teacher said {spell(said.point)} with label"
                f" {said.other}.  Asked itself, its nearest place has the label {said.label} of the point it is to differ from,"
                " so the answer tells nothing, and the teacher would give it again.  Let the solver keep a larger distance"
                " from the cuts, or take finer steps"
            )
        y = yield from self._moved_back(x, y, said.label, query.classes)
        return Explanation(said.label, self.axes.at(y[None])[0], self.labels[y.tobytes()])

    def _moved_back(self, x: Places, y: Places, label: int, classes: int) -> Dialogue[Places]:
        while True:
            moved = np.flatnonzero(x != y)
            back = np.repeat(y[None], len(moved), axis=0)
            back[np.arange(len(moved)), moved] += np.sign(x - y)[moved]
            free = np.flatnonzero((yield from self._asked(back, classes)) != label)
            if not len(free):
                self.cuts |= {(int(i), int(y[i]) - int(x[i] < y[i])) for i in moved}
                return y
            y = yield from self._searched(x, y, int(moved[free[0]]), label, classes)

    def _searched(self, x: Places, y: Places, i: int, label: int, classes: int) -> Dialogue[Places]:
        """Coordinate i moved back to just across a cut, or home; a place back is known to have another label than x."""
        far = abs(int(x[i]) - int(y[i]))
        step = 1 if x[i] > y[i] else -1

        def at(distance: int) -> Places:
            place = y.copy()
            place[i] += step * distance
            return place

        near, end = 1, None  # other labels than x has; the label of x
        for distance in self._tries(x, y, i, far):
            if not (near < distance < (far + 1 if end is None else end)):
                continue
            if (yield from self._asked(at(distance)[None], classes))[0] == label:
                end = distance
            else:
                near = distance
        while end is not None and end - near > 1:
            middle = (near + end) // 2
            if (yield from self._asked(at(middle)[None], classes))[0] == label:
                end = middle
            else:
                near = middle
        return at(near)

    def _tries(self, x: Places, y: Places, i: int, far: int) -> list[int]:
        """How far back to look before halving: on both sides of the nearest known cut; then in jumps that double."""
        up = y[i] > x[i]
        known = [int(y[i]) - c - 1 if up else c - int(y[i]) for feature, c in self.cuts if feature == i]
        across = min((k for k in known if 1 <= k < far), default=None)
        tries = [] if across is None else [across + 1, across]
        beyond = self.axes.at(y[None])
        beyond[0, i] += -self.tol if up else self.tol
        jump = max(2, abs(int(self.axes.place(beyond)[0, i]) - int(y[i])) + 1)
        while jump < far:
            tries.append(jump)
            jump *= 2
        return [*tries, far]

    def _asked(self, places: Places, classes: int) -> Dialogue[Classes]:
        """Labels of places; none is asked twice."""
        new = [k for k, place in enumerate(places) if place.tobytes() not in self.labels]
        if new:
            labels = yield from Label(self.axes.at(places[new]), classes)
            for k, label in zip(new, labels.tolist(), strict=True):
                self._note(places[k], label)
        return np.array([self.labels[place.tobytes()] for place in places], np.intp)

    def _note(self, place: Places, label: int) -> None:
        before = self.labels.setdefault(place.tobytes(), label)
        if before != label:
            raise Inconsistent(
                f"the teacher gave {spell(self.axes.at(place[None])[0])} label {before}, and now {label}: a model answers the"
                " same way twice, so check whether it or the solver is drawn anew"
            )


def _rounded(axes: Axes, point: Any, x: Places, low: Places, high: Places) -> list[Places]:
    """The place nearest to the point, and the one that is nowhere nearer to x than the point, within a box."""
    nearest = np.clip(axes.place(point[None])[0], low, high)
    found, start = axes.at(np.array([nearest, x]))
    way = np.sign(point - start).astype(np.int64)
    short = way * (point - found) > 0
    beyond = np.clip(nearest + way * short, low, high)
    return [place for place in (nearest, beyond) if (place != x).any()]
