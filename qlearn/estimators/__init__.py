"""Learners as scikit-learn estimators: of a model that is asked, or of data that answer.

Importing this room loads scikit-learn: `pip install "qlearn[extract]"`.
"""

from .counterexamples import CounterexampleClassifier
from .extracted import ExtractedClassifier, ExtractedRegressor

__all__ = ["CounterexampleClassifier", "ExtractedClassifier", "ExtractedRegressor"]
