"""qlearn: learners that ask, teachers that answer, and theorems held against what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import teachers
from .catalogue import Learner, Learning, catalogue, find, proves
from .channels import Channel
from .contradictions import contradicting
from .dialogue import lockstep, translate
from .driver import Session, arun, run, trace
from .errors import QlearnError
from .queries import (
    Comparison,
    Counterexample,
    Counterfactual,
    Dialogue,
    Digits,
    Equivalence,
    Example,
    Explanation,
    Label,
    Leaf,
    Membership,
    Statistical,
    Superset,
    Unlabelled,
    Value,
)
from .theorems import Bound, Guarantee, LowerBound, Theorem, exact

if TYPE_CHECKING:
    from .evidence.certificate import certify
    from .evidence.check import check
    from .extraction.extract import extract
    from .verdict import verify

__version__ = "0.1.0"

__all__ = [
    "Bound", "Channel", "Comparison", "Counterexample", "Counterfactual", "Dialogue", "Digits", "Equivalence", "Example",
    "Explanation", "Guarantee", "Label", "Leaf", "Learner", "Learning", "LowerBound", "Membership", "QlearnError", "Session",
    "Statistical", "Superset", "Theorem", "Unlabelled", "Value", "arun", "catalogue", "certify", "check", "contradicting",
    "exact", "extract", "find", "lockstep", "proves", "run", "teachers", "trace", "translate", "verify",
]  # fmt: skip

_LATE = {  # what would load more than numpy
    "certify": "qlearn.evidence.certificate",
    "check": "qlearn.evidence.check",
    "extract": "qlearn.extraction.extract",
    "verify": "qlearn.verdict",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        import importlib

        value = getattr(importlib.import_module(_LATE[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'qlearn' has no attribute {name!r}")
