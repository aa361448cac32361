"""Cost of extraction against utility: what the attacks of this library reach on a defended model, and what the defence costs.

Measured, not proved: a defence looks as good here as the best of these attacks is bad.  Each attack knows the box that inputs
lie in and, where labels are flipped, at which rate; the last one knows the mean and covariance of the data besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..catalogue import find
from ..choices import Coins
from ..defences import Stack, alarms, parse
from ..domains import Box
from ..driver import run
from ..errors import BadArgument, QlearnError, Refused
from ..points import Labels, Points
from ..queries import Membership, Query
from ..teachers import Estimator
from ..transcript import heard
from .boundary_values import solved_at_boundary
from .demos import demo
from .fidelity import fidelity, majority
from .random_questions import Copy, LikeData, averaged, regressed, regressed_like_data
from .utility import Utility, utility

LEVELS = (0.9, 0.95, 0.99)
ANGLES = ("3/10", "1/10", "3/100", "1/100", "1/1000")
TEST = 3  # the stream of those inputs
FRESH = 10_000  # inputs like data that agreement is measured on
NOISE = ("flips", "margin-flips")  # whose number is a rate of flips
STACKS = (
    "", "rounding=3", "rounding=2", "rounding=1", "reverse-sigmoid=0.5", "label-only", "label-only flips=0.1",
    "label-only flips=0.25", "label-only flips=0.25,persistent", "label-only margin-flips=0.5,scale=0.5", "outliers=0.01",
    "randomised=100", "randomised=10", "randomised=1", "tree", "prada,calibrated,refuse", "information-gain=0.9,refuse",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Place:
    """Where inputs lie: the box that all attacks know, and the law that the last of them knows."""

    box: Box
    like_data: LikeData

    @property
    def arguments(self) -> dict[str, Any]:
        """What a learner is told of it."""
        width = np.where(self.box.half_width > 0, self.box.half_width, 1.0)
        return {"d": self.box.d, "centre": tuple(self.box.centre.tolist()), "step": tuple(width.tolist())}


@dataclass(frozen=True)
class Attack:
    """How to get a copy, rung by rung: `rungs(d, budget)` are arguments of `copy(teacher, place, rung, rho)`."""

    name: str
    rungs: Callable[[int, int], Sequence[Any]]
    copy: Callable[[Any, Place, Any, float], Copy]
    noisy: bool = False  # for labels that are flipped at a known rate


class Counted:
    """A teacher that counts the rows it is asked about, and answers none beyond the budget."""

    def __init__(self, teacher: Any, budget: int) -> None:
        self.teacher = teacher
        self.budget = budget
        self.rows = 0

    def answer(self, query: Query[Any]) -> Any:
        rows = heard(query)
        if self.rows + rows > self.budget:
            raise Refused(f"the budget of {self.budget} rows is spent")
        answer = self.teacher.answer(query)
        self.rows += rows
        return answer


def _logistic(teacher: Any, place: Place, rung: Any, rho: float) -> Copy:
    found = run(find("linear.logistic")(**place.arguments), teacher).hypothesis
    w, b = found.W[1] - found.W[0], found.b[1] - found.b[0]
    return lambda points: np.asarray(points @ w + b >= 0)


def _at_boundary(teacher: Any, place: Place, rung: Any, rho: float) -> Copy:
    return solved_at_boundary(teacher, place.box, rung)


def _searched(teacher: Any, place: Place, rung: Any, rho: float) -> Copy:
    copy: Copy = run(find("linear.chart_box+homogeneous")(**place.arguments, eps=rung), teacher).hypothesis
    return copy


def _searched_in_noise(teacher: Any, place: Place, rung: Any, rho: float) -> Copy:
    learner = find("linear.expectation_propagation+homogeneous")
    copy: Copy = run(learner(**place.arguments, eps=rung, rho=rho, delta="1/20"), teacher).hypothesis
    return copy


def _doubling(d: int, budget: int) -> list[int]:
    """d + 1 questions, and so on by doubling, up to the budget."""
    return [(d + 1) << k for k in range(40) if (d + 1) << k <= budget]


ATTACKS = (
    Attack("equation solving (values)", lambda d, budget: [None], _logistic),
    Attack("equation solving at the boundary (values)", lambda d, budget: [0.1], _at_boundary),
    Attack("equation solving close to the boundary (values)", lambda d, budget: [0.3], _at_boundary),  # for what is bent
    Attack("search (labels)", lambda d, budget: ANGLES, _searched),
    Attack("search in noise (labels)", lambda d, budget: ANGLES, _searched_in_noise, noisy=True),
    Attack("averaging (labels)", _doubling, lambda t, p, m, rho: averaged(t, p.box, m)),
    Attack("regression (labels)", _doubling, lambda t, p, m, rho: regressed(t, p.box, m)),
    Attack("regression, like data (labels)", _doubling, lambda t, p, m, rho: regressed_like_data(t, p.like_data, m)),
)


def cost_against_utility(
    name: str = "breast-cancer/logistic",
    stacks: Iterable[str] = STACKS,
    *,
    budget: int = 5000,
    levels: Sequence[float] = LEVELS,
    attacks: Sequence[Attack] = ATTACKS,
    seed: int = 0,
    say: Callable[[str], None] = lambda what: None,
) -> dict[str, Any]:
    """Attack a demo of two classes behind each stack of defences, spelled as for `parse` and separated by blanks.

    For each: the utility on the data; the agreement of each attack's copies with the undefended model, by queries, on 10,000
    inputs drawn from the normal law with the data's mean and covariance; and the least number of queries from which on
    an attack stayed at each level, None where none did within the budget.  Plain data, as JSON takes them.

    >>> found = cost_against_utility(stacks=["", "rounding=3"], budget=40)
    >>> [(row["defence"], row["queries_to"]["0.99"]) for row in found["rows"]]
    [('none', 31), ('rounding=3', None)]

    Raises `BadArgument` for a model that is no classifier of two classes, and whatever is wrong with a stack.
    """
    model, data = demo(name)
    teacher = Estimator(model)
    if teacher.classes is None or len(teacher.classes) != 2:
        raise BadArgument(f"demo:{name} has not two classes; the attacks here are on half-spaces: try breast-cancer/logistic")
    place = Place(Box.around(data), LikeData.of(data))
    fresh = place.like_data.draw(Coins(seed, TEST).rng, FRESH)
    query = Membership(fresh)
    own = query.accepts(teacher.answer(query))
    rows = []
    for text in stacks:
        say(text or "none")
        stack = parse(text.split())
        found = utility(stack(teacher, data, seed), data, model=teacher)
        curves = [_attacked(attack, stack, teacher, data, place, (fresh, own), budget, seed) for attack in attacks]
        rows.append(_row(text or "none", found, [curve for curve in curves if curve], levels))
    return {
        "model": name,
        "d": data.shape[1],
        "seed": seed,
        "budget": budget,
        "majority": majority(own),
        "levels": list(levels),
        "rows": rows,
    }


def _row(name: str, found: Utility, curves: list[dict[str, Any]], levels: Sequence[float]) -> dict[str, Any]:
    """What is said of one stack of defences."""
    reached = {str(level): _least(curves, level) for level in levels}
    return {
        "defence": name,
        "loss": found.loss,
        "loss_interval": list(found.interval),
        "values_change": found.values,
        "refused": found.refused,
        "attacks": curves,
        "queries_to": {level: least and least[0] for level, least in reached.items()},
        "by": {level: least and least[1] for level, least in reached.items()},
    }


def _attacked(
    attack: Attack, stack: Stack, teacher: Any, data: Points, place: Place, test: tuple[Points, Labels], budget: int, seed: int
) -> dict[str, Any] | None:
    """The agreement at each rung, the least agreement that its interval leaves, and why the attack stopped, if it did."""
    rates = [part.told["number"] for part in stack.changing if part.name in NOISE]
    if attack.noisy and not rates:
        return None
    points, stopped, alarmed = [], None, []
    for rung in attack.rungs(data.shape[1], budget):
        client = Counted(stack(teacher, data, seed), budget)
        try:
            copy = attack.copy(client, place, rung, min(0.45, max([0.01, *rates])))
        except QlearnError as fault:  # refused, or misled: a fact about the defence
            stopped = f"{type(fault).__name__}: {fault}"
        alarmed += [str(alarm) for alarm in alarms(client)]
        if stopped:
            break
        agreed = fidelity(copy(test[0]) == test[1])
        points.append({"queries": client.rows, "agreement": agreed.share, "interval": [agreed.low, agreed.high]})
    return {"attack": attack.name, "points": points, "stopped": stopped, "alarms": alarmed}


def _least(curves: Sequence[dict[str, Any]], level: float) -> tuple[int, str] | None:
    """The fewest queries from which on all copies of an attack agreed to a level, and which attack it was."""
    reached = []
    for curve in curves:
        least = None
        for point in reversed(curve["points"]):
            if point["agreement"] < level:
                break
            least = point["queries"]
        if least is not None:
            reached.append((least, curve["attack"]))
    return min(reached, default=None)
