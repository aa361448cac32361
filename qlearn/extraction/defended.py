"""Cost of extraction against utility: what the attacks of this library reach on a defended model, and what the defence costs.

Measured, not proved: a defence looks as good here as the best of these attacks is bad.  Each attack knows the box that inputs
lie in and, where labels are flipped, at which rate; none knows the data.
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
from ..queries import Batch, Membership, Query
from ..teachers import Estimator
from .demos import demo
from .fidelity import fidelity
from .random_questions import averaged, regressed
from .utility import utility

LEVELS = (0.9, 0.95, 0.99)
ANGLES = ("3/10", "1/10", "3/100", "1/100", "1/1000")
FRESH = 10_000  # uniform inputs that agreement is measured on
NOISE = ("flips", "margin-flips")  # whose number is a rate of flips
STACKS = (
    "", "rounding=3", "rounding=2", "rounding=1", "reverse-sigmoid=0.5", "label-only", "label-only flips=0.1",
    "label-only flips=0.25", "label-only flips=0.25,persistent", "label-only margin-flips=0.5,scale=0.5", "outliers=0.01",
    "randomised=100", "randomised=10", "randomised=1", "tree",
)  # fmt: skip

Copy = Callable[[Points], Labels]


@dataclass(frozen=True)
class Attack:
    """How to get a copy, rung by rung: `rungs(d, budget)` are arguments of `copy(teacher, box, rung, rho)`."""

    name: str
    rungs: Callable[[int, int], Sequence[Any]]
    copy: Callable[[Any, Box, Any, float], Copy]
    noisy: bool = False  # for labels that are flipped at a known rate


class Counted:
    """A teacher that counts the rows it is asked about, and answers none beyond the budget."""

    def __init__(self, teacher: Any, budget: int) -> None:
        self.teacher = teacher
        self.budget = budget
        self.rows = 0

    def answer(self, query: Query[Any]) -> Any:
        cost = query.cost if isinstance(query, Batch) else 1
        if self.rows + cost > self.budget:
            raise Refused(f"the budget of {self.budget} rows is spent")
        answer = self.teacher.answer(query)
        self.rows += cost
        return answer


def _place(box: Box) -> dict[str, Any]:
    width = np.where(box.half_width > 0, box.half_width, 1.0)
    return {"d": box.d, "centre": tuple(box.centre.tolist()), "step": tuple(width.tolist())}


def _logistic(teacher: Any, box: Box, rung: Any, rho: float) -> Copy:
    found = run(find("linear.logistic")(**_place(box)), teacher).hypothesis
    w, b = found.W[1] - found.W[0], found.b[1] - found.b[0]
    return lambda points: np.asarray(points @ w + b >= 0)


def _searched(teacher: Any, box: Box, rung: Any, rho: float) -> Copy:
    copy: Copy = run(find("linear.chart_box+homogeneous")(**_place(box), eps=rung), teacher).hypothesis
    return copy


def _searched_in_noise(teacher: Any, box: Box, rung: Any, rho: float) -> Copy:
    learner = find("linear.expectation_propagation+homogeneous")
    copy: Copy = run(learner(**_place(box), eps=rung, rho=rho, delta="1/20"), teacher).hypothesis
    return copy


def _doubling(d: int, budget: int) -> list[int]:
    """d + 1 questions, and so on by doubling, up to the budget."""
    return [(d + 1) << k for k in range(40) if (d + 1) << k <= budget]


ATTACKS = (
    Attack("equation solving (values)", lambda d, budget: [None], _logistic),
    Attack("regression (values)", _doubling, lambda t, box, m, rho: regressed(t, box, m, values=True)),
    Attack("search (labels)", lambda d, budget: ANGLES, _searched),
    Attack("search in noise (labels)", lambda d, budget: ANGLES, _searched_in_noise, noisy=True),
    Attack("averaging (labels)", _doubling, lambda t, box, m, rho: averaged(t, box, m)),
    Attack("regression (labels)", _doubling, lambda t, box, m, rho: regressed(t, box, m)),
)


def cost_against_utility(
    name: str = "breast-cancer/logistic",
    stacks: Iterable[str] = STACKS,
    *,
    budget: int = 5000,
    levels: Sequence[float] = LEVELS,
    seed: int = 0,
    say: Callable[[str], None] = lambda what: None,
) -> dict[str, Any]:
    """Attack a demo of two classes behind each stack of defences, spelled as for `parse` and separated by blanks.

    For each: the utility on the data, the agreement of each attack's copies with the undefended model on 10,000 uniform inputs
    of the box, by queries, and the least number of queries that reached each level by any attack, None where none did within
    the budget.  Plain data, as JSON takes them.

    >>> found = cost_against_utility(stacks=["", "rounding=3"], budget=40)
    >>> [(row["defence"], row["queries_to"]["0.99"]) for row in found["rows"]]
    [('none', 31), ('rounding=3', None)]

    Raises `BadArgument` for a model that is no classifier of two classes, and whatever is wrong with a stack.
    """
    model, data = demo(name)
    teacher = Estimator(model)
    if teacher.classes is None or len(teacher.classes) != 2:
        raise BadArgument(f"demo:{name} has not two classes; the attacks here are on half-spaces: try breast-cancer/logistic")
    box = Box.around(data)
    fresh = box.draw(Coins(seed), FRESH)
    query = Membership(fresh)
    own = query.accepts(teacher.answer(query))
    rows = []
    for text in stacks:
        say(text or "none")
        stack = parse(text.split())
        found = utility(stack(teacher, data, seed), data, model=teacher)
        attacks = [_attacked(attack, stack, teacher, data, box, (fresh, own), budget, seed) for attack in ATTACKS]
        reached = {str(level): _least(attacks, level) for level in levels}
        rows.append(
            {
                "defence": text or "none",
                "loss": found.loss,
                "loss_interval": list(found.interval),
                "values_change": found.values,
                "refused": found.refused,
                "attacks": [attack for attack in attacks if attack],
                "queries_to": {level: least and least[0] for level, least in reached.items()},
                "by": {level: least and least[1] for level, least in reached.items()},
            }
        )
    majority = max(float(own.mean()), 1 - float(own.mean()))
    return {
        "model": name,
        "d": box.d,
        "seed": seed,
        "budget": budget,
        "majority": majority,
        "levels": list(levels),
        "rows": rows,
    }


def _attacked(
    attack: Attack, stack: Stack, teacher: Any, data: Points, box: Box, test: tuple[Points, Labels], budget: int, seed: int
) -> dict[str, Any] | None:
    """The agreement at each rung, the least agreement that its interval leaves, and why the attack stopped, if it did."""
    rates = [part.told["number"] for part in stack.changing if part.name in NOISE]
    if attack.noisy and not rates:
        return None
    points, stopped, alarmed = [], None, []
    for rung in attack.rungs(box.d, budget):
        client = Counted(stack(teacher, data, seed), budget)
        try:
            copy = attack.copy(client, box, rung, min(0.45, max([0.01, *rates])))
        except QlearnError as fault:
            stopped = f"{type(fault).__name__}: {fault}"
        alarmed += [str(alarm) for alarm in alarms(client)]
        if stopped:
            break
        agreed = fidelity(copy(test[0]) == test[1])
        points.append({"queries": client.rows, "agreement": agreed.share, "interval": [agreed.low, agreed.high]})
    return {"attack": attack.name, "points": points, "stopped": stopped, "alarms": alarmed}


def _least(attacks: Sequence[dict[str, Any] | None], level: float) -> tuple[int, str] | None:
    """The fewest queries after which a copy agreed to a level, and by which attack."""
    reached = [
        (point["queries"], attack["attack"])
        for attack in attacks
        if attack
        for point in attack["points"]
        if point["agreement"] >= level
    ]
    return min(reached, default=None)
