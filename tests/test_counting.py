"""The pytest plugin as a user meets it: a mark that bounds, a fixture that counts, a summary of the best ratios."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

import qlearn
from qlearn import Equivalence, Membership, run
from qlearn.concepts.conjunctions import Conjunction
from qlearn.errors import BadArgument, SizeConflict
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.teachers import Honest
from qlearn.testing import Broken, Counted
from qlearn.testing.counting import bound, sizes_needed

TARGET = Conjunction(np.array([True, False, True]))

HEAD = """
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from qlearn import Membership, find, run
from qlearn.concepts.conjunctions import Conjunction
from qlearn.teachers import Function, Honest

def bits(n):
    return Conjunction(np.ones(n, bool))
"""


def outcome(pytester: pytest.Pytester, test: str, *options: str) -> pytest.RunResult:
    pytester.makepyfile(HEAD + test)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:schemathesis", *options)


def test_a_bound_is_text_a_number_or_a_function() -> None:
    assert bound("membership", "n + 1").at(n=4) == 5
    assert bound("membership", "== clg(N)").sense == "exactly"
    assert bound("equivalence", ">= 2").at() == 2
    assert bound("value", 7).at() == 7
    assert bound("membership", lambda n: n).at(n=3) == 3
    with pytest.raises(BadArgument, match="no query is called 'member'"):
        bound("member", 1)
    with pytest.raises(BadArgument, match="a bound is a formula"):
        bound("membership", "n +")


def test_one_query_too_many_is_said_at_once_with_its_numbers() -> None:
    counted = Counted(Honest(TARGET), (bound("membership", "n - 1"),), {"n": 3})
    with pytest.raises(Broken) as found:
        run(bit_clearing(n=3), counted)
    assert "asked 3 membership queries, where the bound is membership at most n - 1 = 2 at n = 3" in str(found.value)
    assert "target    x1 & x3" in str(found.value)
    assert "turn 0" in str(found.value)


def test_what_was_asked_is_settled_at_the_end() -> None:
    counted = Counted(Honest(TARGET), (bound("equivalence", "n + 1"),), {"n": 3})
    run(elimination(n=3), counted)
    assert counted.counts == {"equivalence": 2}
    assert counted.settle() == Fraction(1, 2)
    counted.answer(Membership(np.ones((2, 3), np.uint8)))
    with pytest.raises(Broken, match="asked membership queries, which no bound names"):
        counted.settle()
    lazy = Counted(Honest(TARGET), (bound("equivalence", "== 3"),))
    lazy.answer(Equivalence(TARGET))
    with pytest.raises(Broken, match="exactly 3"):
        lazy.settle()
    with pytest.raises(SizeConflict, match=r"counting\(teacher, n=\.\.\.\)"):
        sizes_needed((bound("membership", "n"),), {})


def test_a_bound_that_holds_passes_and_is_summed_up(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
@pytest.mark.queries(membership="n")
@pytest.mark.parametrize("n", [1, 4])
def test_bits(counting, n):
    run(find("boolean.bit_clearing")(n=n), counting(Honest(bits(n))))

@pytest.mark.queries(membership="2*clg(t)")
def test_gallop(counting):
    run(find("linear.galloping")(), counting(Function(lambda X: X[:, 0] >= 9), t=9))
""",
    )
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*the largest measured/bound*", "1 *test_bits?4?*x1 & x2 & x3 & x4", "1 *test_gallop*t = 9"])


def test_a_bound_one_too_small_fails_with_the_turns(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
@pytest.mark.queries(membership="n - 1")
def test_bits(counting):
    run(find("boolean.bit_clearing")(n=4), counting(Honest(bits(4))))
""",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*asked 4 membership queries, where the bound is membership at most n - 1 = 3 at n = 4*"])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('@pytest.mark.queries(membership="n")\ndef test_it(counting):\n    pass\n', "*bounds nothing*"),
        ('@pytest.mark.queries("n")\ndef test_it(counting):\n    pass\n', "*takes kinds by name*"),
        ('@pytest.mark.queries(mq="n")\ndef test_it(counting):\n    counting(Honest(bits(2)))\n', "*no query is called 'mq'*"),
        (
            '@pytest.mark.queries(membership="k")\ndef test_it(counting):\n    counting(Honest(bits(2)))\n',
            "*bounds speak of k*",
        ),
        (
            '@pytest.mark.queries(membership="3")\ndef test_it(counting):\n'
            '    run(find("boolean.elimination")(n=2), counting(Honest(bits(2))))\n',
            "*asked equivalence queries, which no bound names*",
        ),
    ],
    ids=["nothing counted", "no kind", "unknown kind", "unknown size", "unnamed kind"],
)
def test_a_mark_that_cannot_fail_fails(pytester: pytest.Pytester, body: str, says: str) -> None:
    result = outcome(pytester, body)
    assert result.ret != 0
    result.stdout.fnmatch_lines([says])


def test_it_works_under_given_and_shrinks(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
@pytest.mark.queries(membership="n")
@settings(database=None, derandomize=True, deadline=None)
@given(st.integers(1, 30))
def test_greedy(counting, n):
    teacher = counting(Honest(bits(n)))
    run(find("boolean.bit_clearing")(n=n), teacher)
    if n >= 7:
        teacher.answer(Membership(np.ones((1, n))))
""",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*= 7 at n = 7*", "*n=7*"])


def test_the_summary_crosses_processes(pytester: pytest.Pytester) -> None:
    result = outcome(
        pytester,
        """
from qlearn.testing import check_learner

@pytest.mark.parametrize("name", ["boolean.bit_clearing", "boolean.parity"])
def test_it(name):
    check_learner(find(name))
""",
        "-n",
        "2",
    )
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*largest measured/bound*", "1 *boolean.bit_clearing*", "1 *boolean.parity*"])


def test_a_session_without_queries_has_no_summary(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "def test_it():\n    pass\n", "--qlearn-effort", "full")
    result.assert_outcomes(passed=1)
    assert "measured/bound" not in result.stdout.str()
    assert qlearn.__version__
