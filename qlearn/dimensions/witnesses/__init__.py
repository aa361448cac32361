"""What shows that a dimension is at least, or at most, so much.  `qlearn check` reads these and believes none.

Points and concepts are columns and rows of the class; a labelling is text, '0110', one label a point.
"""

from .functions import Blocks, Certificates, DecisionTree, HardPoint, Term
from .games import Adversary, Move, Reply, Strategy
from .labellings import Labelling, Lessons, Packing, Packings, Plan, Specified, Specifying, Subclass
from .patterns import Chain, Shattered, Star, Uncorrelated
from .said import Counted, From, Searched, Witness
from .trees import LessonTree, MistakeTree, QueryTree, Tree

__all__ = [
    "Adversary",
    "Blocks",
    "Certificates",
    "Chain",
    "Counted",
    "DecisionTree",
    "From",
    "HardPoint",
    "Labelling",
    "LessonTree",
    "Lessons",
    "MistakeTree",
    "Move",
    "Packing",
    "Packings",
    "Plan",
    "QueryTree",
    "Reply",
    "Searched",
    "Shattered",
    "Specified",
    "Specifying",
    "Star",
    "Strategy",
    "Subclass",
    "Term",
    "Tree",
    "Uncorrelated",
    "Witness",
]
