"""Draws the README's picture: python docs/pictures.py"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qlearn import Equivalence, run, teachers
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.learners.boolean.elimination import elimination
from qlearn.report.pictures import portrait

if __name__ == "__main__":
    target = Conjunction(np.array([False, False, False, False]))
    teacher = teachers.Honest(target, "keeps-most", space=Conjunctions().space(n=4))
    figure = portrait(run(elimination(n=4), teacher), Equivalence, target)
    figure.savefig(Path(__file__).parent / "elimination.png")
