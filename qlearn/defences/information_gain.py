"""How much of a model a client has been told: the information gain of a tree grown on its questions (Kesarwani 2018)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Points
from .model_behind import Teacher, behind, data_rows, own_classes
from .monitors import Monitor

LEAST = 10  # rows before the first tree
GROWTH = 0.1  # of the rows so far are new between two trees


class InformationGain(Monitor):
    """Alarm when a decision tree of the client's rows and answers tells the model's labels on the data to a share `most`.

    The share is I(tree's label; model's label) / H(model's label) over `rows`, shape (n, d): 0 for a tree that knows nothing,
    1 for one that always agrees.  The labels are those of `model`, by default of the teacher behind all others.  A new tree
    is grown whenever a tenth more rows have come.  It measures what was told, not what is meant: an honest client who asks
    about much data is told as much, and an attack that needs few rows of a simple model is over before a tree can follow it.

    >>> from qlearn import Membership, teachers
    >>> rows = np.linspace(-1, 1, 101)[:, None]
    >>> watched = InformationGain(teachers.Function(lambda X: X[:, 0] >= 0.5), rows, 0.8)
    >>> _ = watched.answer(Membership(np.linspace(-1, 1, 40)[:, None]))
    >>> str(watched.alarms[0])
    'information-gain: 91% of the information about labels told, above 80%, after 40 rows'

    Raises `BadArgument` for data that are none, or on which the model has one label only, and for a share outside (0, 1].
    """

    def __init__(self, teacher: Teacher, rows: Points, most: float = 0.9, *, refuse: bool = False, model: Any = None) -> None:
        super().__init__(teacher, refuse=refuse)
        if not 0 < most <= 1:
            raise BadArgument(f"information-gain alarms at a share above 0 and up to 1, got {most}")
        self.most = most
        self.share = 0.0  # of the last tree
        self._rows = data_rows(rows, "information-gain", 2)
        self._labels = own_classes(behind(teacher) if model is None else model, self._rows)
        if np.ptp(self._labels) == 0:
            raise BadArgument("information-gain needs rows of data with more than one label: one label holds no information")
        self._asked: list[Points] = []
        self._heard: list[NDArray[np.intp]] = []
        self._next = LEAST

    def suspicion(self, points: Points, classes: NDArray[np.intp]) -> str | None:
        self._asked.append(points)
        self._heard.append(classes)
        if self.rows >= self._next:
            self._next = self.rows + max(1, int(GROWTH * self.rows))
            self._asked, self._heard = [np.concatenate(self._asked)], [np.concatenate(self._heard)]
            self.share = self._told()
        if self.share < self.most:
            return None
        return f"information-gain: {self.share:.0%} of the information about labels told, above {self.most:.0%}"

    def _told(self) -> float:
        from sklearn.tree import DecisionTreeClassifier

        tree: Any = DecisionTreeClassifier(random_state=0)
        guesses = tree.fit(self._asked[0], self._heard[0]).predict(self._rows)
        return information_share(guesses, self._labels)


def information_share(guesses: NDArray[Any], labels: NDArray[Any]) -> float:
    """I(guess; label) / H(label) over rows: what a guess tells of the label, whatever it is called.

    >>> labels = np.array([0, 0, 1, 1])
    >>> [round(information_share(np.array(g), labels), 3) for g in ([5, 5, 3, 3], [0, 0, 0, 0], [0, 1, 1, 1])]
    [1.0, 0.0, 0.311]
    """
    _, i = np.unique(guesses, return_inverse=True)
    _, j = np.unique(labels, return_inverse=True)
    joint = np.zeros((int(i.max()) + 1, int(j.max()) + 1))
    np.add.at(joint, (i.ravel(), j.ravel()), 1.0)
    return max(0.0, 1 - (_entropy(joint) - _entropy(joint.sum(axis=1))) / _entropy(joint.sum(axis=0)))


def _entropy(counts: NDArray[np.float64]) -> float:
    p = counts[counts > 0] / counts.sum()
    return float(-(p * np.log(p)).sum())
