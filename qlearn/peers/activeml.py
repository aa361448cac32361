"""Strategies of scikit-activeml as learners: `activeml.UncertaintySampling` and those beside it.

They need scikit-activeml: `pip install scikit-activeml`.  What they cost is found in `STRATEGIES` as we construct each; what
does not run is told why in `UNFIT`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Learner
from ..concepts.half_spaces import HalfSpace
from ..errors import unknown
from ..points import Points
from .pools import Choose, as_learner

FAMILY = "activeml."
MEMBERS = 5  # of a committee
HARD = 1e4  # the C of a logistic regression whose margin is nearly hard


def classifier(seed: int = 0) -> Any:
    """Logistic regression through 0 with a nearly hard margin, as scikit-activeml takes classifiers."""
    from skactiveml.classifier import SklearnClassifier
    from sklearn.linear_model import LogisticRegression

    return SklearnClassifier(LogisticRegression(C=HARD, fit_intercept=False, max_iter=1000), classes=[0, 1], random_state=seed)


def committee(seed: int) -> list[Any]:
    """Such classifiers, each of a sample of the labels, drawn with replacement; one that holds one label only says that label."""
    from skactiveml.classifier import SklearnClassifier
    from sklearn.ensemble import BaggingClassifier
    from sklearn.linear_model import LogisticRegression

    def member(i: int) -> Any:
        one = BaggingClassifier(
            LogisticRegression(C=HARD, fit_intercept=False, max_iter=1000), n_estimators=1, random_state=seed * MEMBERS + i
        )
        return SklearnClassifier(one, classes=[0, 1], random_state=seed)

    return [member(i) for i in range(MEMBERS)]


def mixture(seed: int) -> Any:
    from skactiveml.classifier import MixtureModelClassifier

    return MixtureModelClassifier(classes=[0, 1], random_state=seed)


@dataclass(frozen=True)
class Strategy:
    """How one is constructed: the class's own arguments, and what `query` is told beside rows and labels, by seed."""

    says: str
    kind: str  # the class in skactiveml.pool
    arguments: Mapping[str, Any] = field(default_factory=dict)
    told: Callable[[int], Mapping[str, Any]] = lambda seed: {}


def _clf(seed: int) -> Mapping[str, Any]:
    return {"clf": classifier(seed)}


def _ensemble(seed: int) -> Mapping[str, Any]:
    return {"ensemble": committee(seed)}


def _discriminator(seed: int) -> Mapping[str, Any]:
    return {"discriminator": classifier(seed)}


def _mixture(seed: int) -> Mapping[str, Any]:
    return {"clf": mixture(seed)}


_US, _QBC, _EER = "UncertaintySampling", "QueryByCommittee", "MonteCarloEER"
STRATEGIES: Mapping[str, Strategy] = {
    "RandomSampling": Strategy("any row", "RandomSampling"),
    _US: Strategy("the row whose label is least certain, by any of three measures", _US, told=_clf),
    f"{_US}-expected-average-precision": Strategy("the row that", _US, {"method": "expected_average_precision"}, _clf),
    "EpistemicUncertaintySampling": Strategy("the row", "EpistemicUncertaintySampling", told=_clf),
    "ProbabilisticAL": Strategy("the row", "ProbabilisticAL", {"metric": "rbf"}, _clf),
    _EER: Strategy("the row", _EER, told=_clf),
    f"{_EER}-log-loss": Strategy("the row", _EER, {"method": "log_loss"}, _clf),
    "ValueOfInformationEER": Strategy("the row", "ValueOfInformationEER", told=_clf),
    _QBC: Strategy("the row", _QBC, told=_ensemble),
    f"{_QBC}-vote-entropy": Strategy("the row", _QBC, {"method": "vote_entropy"}, _ensemble),
    f"{_QBC}-variation-ratios": Strategy("the row", _QBC, {"method": "variation_ratios"}, _ensemble),
    "Quire": Strategy("the row", "Quire", {"classes": (0, 1), "metric": "linear"}),
    "FourDs": Strategy("the row", "FourDs", told=_mixture),
    "CostEmbeddingAL": Strategy("the row", "CostEmbeddingAL", {"classes": (0, 1)}),
    "DiscriminativeAL": Strategy("the row", "DiscriminativeAL", told=_discriminator),
    "BatchBALD": Strategy("the row", "BatchBALD", told=_ensemble),
    "GreedyBALD": Strategy("the row", "GreedyBALD", told=_ensemble),
    "Clue": Strategy("the row", "Clue", told=_clf),
    "DropQuery": Strategy("the row", "DropQuery", told=_clf),
    "CoreSet": Strategy("the row", "CoreSet"),
    "TypiClust": Strategy("the row", "TypiClust"),
    "Badge": Strategy("the row", "Badge", told=_clf),
    "ProbCover": Strategy("the row", "ProbCover", {"n_classes": 2}),
    "ContrastiveAL": Strategy("the row", "ContrastiveAL", told=_clf),
    "Falcun": Strategy("the row", "Falcun", told=_clf),
    "MaxHerding": Strategy("the row", "MaxHerding"),
    "GreedySamplingX": Strategy("the row", "GreedySamplingX"),
}


@cache
def strategies() -> Mapping[str, Learner[..., HalfSpace]]:
    """All of them by name; none is in the catalogue, but `qlearn.find` finds each."""
    return MappingProxyType({
        FAMILY + name: as_learner(FAMILY + name, partial(_choosing, strategy), f"scikit-activeml's {name}: {strategy.says}")
        for name, strategy in STRATEGIES.items()
    })


def learner(name: str) -> Learner[..., HalfSpace]:
    """The one of this name, such as 'activeml.UncertaintySampling'; `UnknownName` for another."""
    if name not in strategies():
        raise unknown("strategy of scikit-activeml", name, strategies())
    return strategies()[name]


def _choosing(strategy: Strategy, seed: int) -> Choose:
    """One dialogue's strategy.  Its state is its own: the same seed and answers, the same rows."""
    from skactiveml import pool

    chooser, told = getattr(pool, strategy.kind)(random_state=seed, **strategy.arguments), strategy.told(seed)

    def choose(rows: Points, labels: NDArray[np.float64]) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of members that hold one label only, and of scikit-learn's newer ways
            return int(chooser.query(X=rows, y=labels, **told)[0])

    return choose
