"""Strategies of scikit-activeml as learners: `activeml.UncertaintySampling` and those beside it.

They need scikit-activeml: pip install 'qlearn[activeml]'.  `STRATEGIES` says how each is constructed, `UNFIT` why others are
not there.  Those that want advice get it from `classifier`, `committee` or (FourDs) `mixture`.
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
CITE = "kottke2021"
MEMBERS = 5  # of a committee
HARD = 1e4  # the C of a logistic regression whose margin is nearly hard


def classifier(seed: int = 0) -> Any:
    """Logistic regression through 0 with a nearly hard margin, as scikit-activeml takes classifiers."""
    from skactiveml.classifier import SklearnClassifier
    from sklearn.linear_model import LogisticRegression

    return SklearnClassifier(LogisticRegression(C=HARD, fit_intercept=False, max_iter=1000), classes=[0, 1], random_state=seed)


def committee(seed: int) -> list[Any]:
    """Such classifiers, each of labels drawn with replacement; one that has drawn a single label says nothing else."""
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

    says: str  # which row it asks about
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


def _estimator(seed: int) -> Mapping[str, Any]:
    return {"estimator": classifier(seed)}


_QBC, _EER = "QueryByCommittee", "MonteCarloEER"
STRATEGIES: Mapping[str, Strategy] = {
    "Badge": Strategy("large and diverse gradients", "Badge", told=_clf),
    "BatchBALD": Strategy("most information about the committee", "BatchBALD", told=_ensemble),
    "Clue": Strategy("clusters weighted by uncertainty", "Clue", told=_estimator),
    "ContrastiveAL": Strategy("neighbours that are labelled otherwise", "ContrastiveAL", told=_clf),
    "CoreSet": Strategy("furthest from what is labelled", "CoreSet"),
    "DiscriminativeAL": Strategy("least like what is labelled", "DiscriminativeAL", told=_discriminator),
    "DropQuery": Strategy("most changed where coordinates are dropped", "DropQuery", told=_clf),
    "Falcun": Strategy("uncertain and diverse", "Falcun", told=_clf),
    "FourDs": Strategy("by distance, density, diversity and distribution", "FourDs", told=_mixture),
    "GreedyBALD": Strategy("most information about the committee, greedily", "GreedyBALD", told=_ensemble),
    "GreedySamplingX": Strategy("furthest from the labelled rows", "GreedySamplingX"),
    "MaxHerding": Strategy("what covers the pool best", "MaxHerding"),
    _EER: Strategy("least expected error, for small pools: it fits two classifiers a row", _EER, told=_clf),
    f"{_EER}-log-loss": Strategy("least expected log loss, for small pools", _EER, {"method": "log_loss"}, _clf),
    "ProbCover": Strategy("balls that cover the pool", "ProbCover", {"n_classes": 2}),
    "ProbabilisticAL": Strategy("most expected gain, by kernel frequencies", "ProbabilisticAL", {"metric": "rbf"}, _clf),
    _QBC: Strategy("members furthest apart, by Kullback and Leibler", _QBC, told=_ensemble),
    f"{_QBC}-variation-ratios": Strategy("fewest members agree", _QBC, {"method": "variation_ratios"}, _ensemble),
    f"{_QBC}-vote-entropy": Strategy("most entropy among votes", _QBC, {"method": "vote_entropy"}, _ensemble),
    "Quire": Strategy("informative and representative", "Quire", {"classes": (0, 1), "metric": "linear"}),
    "RandomSampling": Strategy("any row", "RandomSampling"),
    "UncertaintySampling": Strategy("least certain; of two classes all measures are one", "UncertaintySampling", told=_clf),
}
UNFIT: Mapping[str, str] = {  # what else skactiveml.pool has, and why it is no learner here; found with version 1.0.1
    "CostEmbeddingAL": "embeds the whole pool anew for each label: seconds for a pool of 200",
    "EpistemicUncertaintySampling": "maximises a likelihood for each row: seconds for a pool of 8",
    "ExpectedErrorReduction": "a class that others are made from",
    "ExpectedModelChangeMaximization": "asks real values",
    "ExpectedModelOutputChange": "asks real values",
    "ExpectedModelVarianceReduction": "asks real values",
    "GreedySamplingTarget": "asks real values",
    "KLDivergenceMaximization": "asks real values",
    "ParallelUtilityEstimationWrapper": "runs another strategy in several processes",
    "RegressionTreeBasedAL": "asks real values",
    "SubSamplingWrapper": "runs another strategy on a part of the pool",
    "TypiClust": "fails (UnboundLocalError) where a cluster comes out empty, as rows that are there twice make it",
    "UncertaintySampling-expected-average-precision": "takes time that grows with the square of the pool: seconds for 200 rows",
    "ValueOfInformationEER": "fits classifiers for each row and judges them on all: seconds for a pool of 30",
}


@cache
def strategies() -> Mapping[str, Learner[..., HalfSpace]]:
    """All of them by name; none is in the catalogue, but `qlearn.find` finds each.

    >>> from qlearn import run, teachers
    >>> theirs = strategies()["activeml.UncertaintySampling"](d=3, pool=500, labels=40)
    >>> found = run(theirs, teachers.Function(lambda X: X @ [4, -2, 1] >= 0))
    >>> found.ledger["membership"], (found.hypothesis.w / found.hypothesis.w[0]).round(2).tolist()
    (40, [1.0, -0.5, 0.24])
    """
    return MappingProxyType({FAMILY + name: _learner(name, strategy) for name, strategy in STRATEGIES.items()})


def _learner(name: str, strategy: Strategy) -> Learner[..., HalfSpace]:
    return as_learner(FAMILY + name, partial(_choosing, strategy), f"chosen by scikit-activeml: {strategy.says}", CITE)


def learner(name: str) -> Learner[..., HalfSpace]:
    """The one of this name, such as 'activeml.UncertaintySampling'; `UnknownName` for another."""
    if name not in strategies():
        raise unknown("strategy of scikit-activeml", name, strategies())
    return strategies()[name]


def _choosing(strategy: Strategy, seed: int) -> Choose:
    """One dialogue's strategy.  Its state is its own: the same seed and answers, the same rows."""
    try:
        from skactiveml import pool
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"{FAMILY}{strategy.kind} is scikit-activeml's: pip install 'qlearn[activeml]'", name=error.name
        ) from None

    chooser, told = getattr(pool, strategy.kind)(random_state=seed, **strategy.arguments), strategy.told(seed)

    def choose(rows: Points, labels: NDArray[np.float64]) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of members that hold one label only, and of scikit-learn's newer ways
            return int(chooser.query(X=rows, y=labels, **told)[0])

    return choose
