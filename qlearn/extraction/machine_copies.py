"""A kernel machine as a scikit-learn classifier."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from ..points import Points
from ..retraining.machine import KernelMachine


class MachineClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Fitted already: `machine` says which of the two `classes_` an input has."""

    def __init__(self, machine: KernelMachine) -> None:
        self.machine = machine

    @classmethod
    def of(cls, machine: KernelMachine, classes: NDArray[Any]) -> MachineClassifier:
        found = cls(machine)
        found.classes_, found.n_features_in_ = classes, machine.points.shape[1]
        return found

    def fit(self, X: Points, y: Any) -> MachineClassifier:
        """Nothing: a copy is what it is."""
        return self

    def decision_function(self, X: Points) -> NDArray[np.float64]:
        return self.machine.values(np.asarray(X, np.float64))[:, 0]

    def predict(self, X: Points) -> NDArray[Any]:
        found: NDArray[Any] = self.classes_[(self.decision_function(X) >= 0).astype(int)]
        return found
