"""Defences: teachers that wrap a teacher, and tell less than it does, or otherwise, or watch who asks.

The same object defends a local teacher and a server's.  What stands here is defence, not proof: what each costs an attacker is
a matter of theorems (Proposition 1 of the paper says what a vote undoes) and of measurement, what it costs a user is
`qlearn.extraction.utility`.
"""

from .flips import Flips
from .information_gain import InformationGain
from .known import catalogue
from .label_only import LabelOnly
from .margin_flips import MarginFlips
from .monitors import Alarm, Monitor, alarms, monitors
from .outliers import Hotelling, OutlierFilter
from .parse import Stack, parse
from .prada import Prada
from .randomised import Drawn, RandomisedModel, randomised
from .randomised_answers import RandomisedAnswers
from .reverse_sigmoid import ReverseSigmoid
from .rounding import Rounded
from .top_1 import TopOne
from .transferred import Transferred

__all__ = [
    "Alarm", "Drawn", "Flips", "Hotelling", "InformationGain", "LabelOnly", "MarginFlips", "Monitor", "OutlierFilter", "Prada",
    "RandomisedAnswers", "RandomisedModel", "ReverseSigmoid", "Rounded", "Stack", "TopOne", "Transferred", "alarms",
    "catalogue", "monitors", "parse", "randomised",
]  # fmt: skip
