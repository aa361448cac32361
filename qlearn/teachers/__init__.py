"""Who answers.  Any object with `answer(query)` is a teacher; these are the ones the library brings."""

from ..remote.teacher import Remote
from .aalpy_system import AalpySystem
from .adversary import Adversary
from .estimator import Estimator
from .function import Function
from .heard import Heard
from .honest import Honest
from .longest_words import LongestWords
from .noisy import Noisy
from .recorded import Recorded
from .sample import Sample
from .scores import Scores
from .tolerant import Tolerant

__all__ = [
    "AalpySystem", "Adversary", "Estimator", "Function", "Heard", "Honest", "LongestWords", "Noisy", "Recorded", "Remote",
    "Sample", "Scores", "Tolerant",
]  # fmt: skip
