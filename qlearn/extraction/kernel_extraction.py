"""Extract a kernel machine by retraining: nothing is promised, everything is measured, the constant answer beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..choices import Coins
from ..domains import Box
from ..driver import run
from ..errors import BadArgument
from ..formulas import whole
from ..points import Points
from ..queries import Membership, Value
from ..retraining.law import Law
from ..retraining.methods import usual
from ..retraining.unproved import FAMILY, find_unproved
from .copies import as_estimator
from .fidelity import fidelity, majority
from .judge import Extraction
from .plan import Plan
from .victim import Victim

ORACLES = {"label": Membership, "value": Value}


@dataclass(frozen=True)
class KernelExtraction(Extraction):
    """A copy made by retraining.  `majority` is how often the better constant answer agrees, under the same laws of inputs."""

    majority: Mapping[str, float] | None = None
    seed_rows: int = 0


def is_machine(model: Any) -> bool:
    """Whether this is a support vector machine with a Gaussian kernel, alone or at the end of a pipeline."""
    from sklearn.pipeline import Pipeline
    from sklearn.svm import SVC

    last = model.steps[-1][1] if isinstance(model, Pipeline) else model
    return isinstance(last, SVC) and last.kernel == "rbf"


def learned_by_retraining(model: Any, oracle: str, learner: str | None) -> bool:
    """Whether this extraction is by retraining: because it is named, or labels of such a machine are asked."""
    return learner.startswith(FAMILY) if learner is not None else oracle == "label" and is_machine(model)


def extracted(
    victim: Victim, data: Points | None, box: Box, plan: Plan, *, gamma: float | None, seed_rows: int
) -> KernelExtraction:
    """Ask exactly the budget.  `seed_rows` of the data are known to the learner, without labels; fidelity is on the others."""
    known, others = _parted(data, whole(seed_rows, "seed_rows", least=0), plan.seed)
    learning = find_unproved(plan.learner or FAMILY + usual(Law(box.d, known)))
    told = {
        "d": box.d, "gamma": gamma, "rows": known, "centre": box.centre, "step": box.half_width, "seed": plan.seed,
    }  # fmt: skip
    kind = next(iter(learning.theorem.kinds))
    if plan.oracle not in ORACLES or kind is not ORACLES[plan.oracle]:
        raise BadArgument(f"{learning.name} asks {kind.kind} queries, and the oracle says {plan.oracle}: choose the other")
    if kind is Value and gamma is None:
        raise BadArgument("interpolation must be told gamma, that of the kernel exp(-gamma |u - v|**2) on the box as [-1, 1]^d")
    told["labels" if kind is Membership else "values"] = _budget(plan)
    done = run(learning(**told), victim, journal=plan.journal)
    return _judged(victim, done, box, others, Coins(plan.seed), seed_rows, plan.judge)


def _budget(plan: Plan) -> int:
    if not isinstance(plan.budget, int):
        raise BadArgument(
            "no theorem says how many labels a machine with a Gaussian kernel takes, so a budget must be given (such as 150)"
        )
    return whole(plan.budget, "budget", least=1)


def _parted(data: Points | None, rows: int, seed: int) -> tuple[Points | None, Points | None]:
    """Rows that are known to the learner, and those that are not."""
    if not rows:
        return None, data
    if data is None or rows >= len(data):
        raise BadArgument(f"{rows} seed rows are wanted of {'no data' if data is None else f'{len(data)} rows of data'}")
    order = np.random.default_rng((seed, rows)).permutation(len(data))
    return data[order[:rows]], data[order[rows:]]


def _judged(
    victim: Victim, done: Any, box: Box, data: Points | None, coins: Coins, seed_rows: int, judge: int
) -> KernelExtraction:
    inputs = {"uniform": box.draw(coins, judge), **({} if data is None else {"data": data})}
    own = {name: victim.labels(points) for name, points in inputs.items()}
    agreed = {name: fidelity(done.hypothesis(points) == own[name]) for name, points in inputs.items()}
    return KernelExtraction(
        run=done,
        copy=as_estimator(done.hypothesis, victim.copied_labels()),
        bound=None,
        lower_bound=None,
        certified_error=None,
        certified_by="no theorem is known for labels of a Gaussian kernel",
        residual=max(1 - share.share for share in agreed.values()),
        in_class=None,
        uniform=agreed["uniform"],
        data=agreed.get("data"),
        majority={name: majority(labels) for name, labels in own.items()},
        judging=victim.judging,
        seed_rows=seed_rows,
    )
