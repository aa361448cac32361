"""Fitted models to try an extraction on: demo:DATASET/MODEL, from the data sets that scikit-learn ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..errors import unknown
from ..points import Points

LOADERS = {
    "breast-cancer": "load_breast_cancer",
    "diabetes": "load_diabetes",
    "digits": "load_digits",
    "iris": "load_iris",
    "wine": "load_wine",
}


def demo(name: str) -> tuple[Any, Points]:
    """A demo by its name, such as 'breast-cancer/logistic': model and data (m, d), fitted here and now, always the same.

    Raises `UnknownName` for a data set or model that is not there.
    """
    from sklearn import datasets

    dataset, _, kind = name.partition("/")
    if dataset not in LOADERS:
        raise unknown("demo data set", dataset, LOADERS)
    X, y = getattr(datasets, LOADERS[dataset])(return_X_y=True)
    models = _regressors() if dataset == "diabetes" else _classifiers()
    if kind not in models:
        raise unknown("demo", name, {f"{dataset}/{model}" for model in models})
    if dataset == "diabetes" and kind in ("logistic", "rbf"):
        y = (y > np.median(y)).astype(int)  # worse than half of the patients
    if kind == "linear" and dataset != "diabetes":
        y = y % 2  # odd classes against even: one half-space
    return models[kind]().fit(X, y), X


def feature_names(name: str) -> list[str]:
    """What the features of a demo are called."""
    from sklearn import datasets

    dataset = name.partition("/")[0]
    return [str(feature) for feature in getattr(datasets, LOADERS[dataset])().feature_names]


def _classifiers() -> Mapping[str, Callable[[], Any]]:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression, RidgeClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import MinMaxScaler, StandardScaler
    from sklearn.svm import SVC
    from sklearn.tree import DecisionTreeClassifier

    return {
        "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)),
        "linear": lambda: make_pipeline(StandardScaler(), RidgeClassifier()),
        "svm": lambda: make_pipeline(StandardScaler(), SVC(decision_function_shape="ovr")),
        "rbf": lambda: make_pipeline(MinMaxScaler((-1, 1)), SVC(C=10)),
        "tree": lambda: DecisionTreeClassifier(max_depth=5, random_state=0),
        "forest": lambda: RandomForestClassifier(5, max_depth=3, random_state=0),
    }


def _regressors() -> Mapping[str, Callable[[], Any]]:
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import LinearRegression
    from sklearn.svm import SVR
    from sklearn.tree import DecisionTreeRegressor

    return {
        "logistic": _classifiers()["logistic"],
        "rbf": _classifiers()["rbf"],
        "linear": LinearRegression,
        "svm": SVR,
        "tree": lambda: DecisionTreeRegressor(max_depth=5, random_state=0),
        "forest": lambda: RandomForestRegressor(5, max_depth=3, random_state=0),
    }
