"""A binary search with the classic fault, its theorem, and what the test kit says of it."""

from fractions import Fraction

import numpy as np

from qlearn import Bound, Membership, Theorem, proves
from qlearn.concepts.thresholds import Bracket, GridThresholds
from qlearn.formulas import clg
from qlearn.learners.linear.bisection import finds
from qlearn.testing import Broken, check_learner

THEOREM = Theorem(
    learns=GridThresholds(),  # x -> [x >= t] on 0, ..., N - 1; t = N is the threshold that no point reaches
    claim="A threshold among N points is found with at most clg(N + 1) labels.",
    bounds=(Bound(Membership, "at most", lambda N: clg(N + 1)),),
    guarantee=finds,
    cite=(),
)


@proves(THEOREM)
def search(N):
    low, high = 0, N - 1  # the fault: t = N is forgotten
    while low < high:
        middle = (low + high) // 2
        answer = yield from Membership(np.array([[float(middle)]]))
        low, high = (low, middle) if answer[0] else (middle + 1, high)
    return Bracket(Fraction(low - 1), Fraction(low))


if __name__ == "__main__":
    try:
        check_learner(search)
    except Broken as broken:
        print(broken)
