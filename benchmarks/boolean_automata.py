"""Rows of the benchmark of automata: words, equivalence queries and seconds beside AALpy, on the same targets in one run.

The targets are AALpy's own: its generator of random automata, half of whose states accept, with Python's generator seeded.
Both are asked about all of them exactly.  AALpy's words are those whose label its target reveals, all beginnings of a query
included; it asks for a counterexample's label too, so our words are counted with the counterexamples.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from aalpy.learning_algs import run_KV, run_Lstar
from aalpy.oracles import PerfectKnowledgeEqOracle
from aalpy.SULs import AutomatonSUL
from aalpy.utils import generate_random_deterministic_automata
from tables import Row

from qlearn import find, run, teachers
from qlearn.concepts.automata import Automaton
from qlearn.queries import Counterexample, Equivalence
from qlearn.transcript import Ledger
from qlearn.words import rows_of

SIZES = ((50, 2, 3), (50, 10, 3), (200, 2, 3), (200, 10, 1), (1000, 2, 1), (1000, 10, 1))  # states, letters, targets
LONG = 64  # letters of a long counterexample at most
DRAWS = 200


class Revealing(AutomatonSUL):  # type: ignore[misc]
    """AALpy's target, which keeps the words whose label it has told."""

    def __init__(self, automaton: Any) -> None:
        super().__init__(automaton)
        self.words: set[tuple[Any, ...]] = set()
        self._word: tuple[Any, ...] = ()

    def pre(self) -> None:
        super().pre()
        self._word = ()

    def step(self, letter: Any = None) -> Any:
        if letter is not None:
            self._word += (letter,)
        self.words.add(self._word)
        return super().step(letter)


class Long(teachers.Honest):
    """Answers with a drawn counterexample of 32 to 63 letters, if there are many; else with a shortest one."""

    def answer(self, query: Any) -> Any:
        if isinstance(query, Equivalence):
            lengths = self._coins.rng.integers(LONG // 2, LONG, DRAWS)
            drawn = [self._coins.rng.integers(1, self.concept.k + 1, n).astype(np.uint8).tobytes() for n in lengths]
            points = rows_of(drawn)
            wrong = np.flatnonzero(self.concept(points) != query.hypothesis(points))
            if len(wrong):
                return Counterexample(points[wrong[0]], self.concept(points[wrong[:1]])[0].item())
        return super().answer(query)


def target(n: int, k: int, seed: int) -> tuple[Any, Automaton]:
    """AALpy's automaton, and the same as ours."""
    random.seed(seed)
    theirs = generate_random_deterministic_automata("dfa", n, k, 2, num_accepting_states=n // 2)
    states = [theirs.initial_state, *(q for q in theirs.states if q is not theirs.initial_state)]
    place = {q.state_id: i for i, q in enumerate(states)}
    step = [[place[q.transitions[a].state_id] for a in theirs.get_input_alphabet()] for q in states]
    ours = Automaton(np.array(step), np.array([q.is_accepting for q in states]))
    assert ours.sizes["n"] == n, "the generator's automata are smallest"
    return theirs, ours


def timed(times: int, make: Callable[[], Any]) -> tuple[Any, float]:
    """What was made last, and the fewest seconds of the processor; what others left behind is cleared away before."""
    seconds = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        made = make()
        seconds.append(time.process_time() - start)
    return made, min(seconds)


def theirs_timed(automaton: Any) -> tuple[int, float]:
    """The words of AALpy's learner with a tree, and the seconds of its fastest learner."""

    def learn(with_: Any, sul: Any) -> Any:
        alphabet = automaton.get_input_alphabet()
        oracle = PerfectKnowledgeEqOracle(alphabet, sul, automaton)
        return with_(alphabet, sul, oracle, "dfa", cex_processing="rs", print_level=0)

    revealing = Revealing(automaton)
    _, tree = timed(1, lambda: learn(run_KV, revealing))
    _, table = timed(3, lambda: learn(run_Lstar, AutomatonSUL(automaton)))
    return len(revealing.words), min(tree, table)


def ours_timed(name: str, teacher: Any, times: int = 3, **given: Any) -> tuple[Ledger, float]:
    k = teacher.concept.k
    done, seconds = timed(times, lambda: run(find(f"automata.{name}")(k=k, **given), teacher))
    return done.ledger, seconds


def words(ledger: Ledger) -> int:
    """Words asked, and counterexamples."""
    return ledger["membership"] + ledger["equivalence"] - 1


def row(work: str, measured: float, reach: float | None = None) -> Row:
    holds = reach is None or measured <= reach
    return {"work": work, "measured": measured, "interval": (measured, measured), "reach": reach, "holds": holds}


def rows() -> Iterator[Row]:
    for n, k, seeds in SIZES:
        pairs = [target(n, k, seed) for seed in range(seeds)]
        theirs = [theirs_timed(automaton) for automaton, _ in pairs]
        mended = [ours_timed("ttt", teachers.Honest(ours)) for _, ours in pairs]
        short = [ours_timed("smallest_counterexamples", teachers.Honest(ours)) for _, ours in pairs]
        known, fastest = np.mean([w for w, _ in theirs]), np.mean([s for _, s in theirs])
        for says, found, most in (("ttt", mended, 1.005), ("smallest_counterexamples", short, 1.0)):
            count, seconds = np.mean([words(ledger) for ledger, _ in found]), np.mean([s for _, s in found])
            yield row(f"{n} x {k}: words of {says}, {count:.0f}, over AALpy's KV, {known:.0f}", float(count / known), most)
            what = f"{n} x {k}: seconds of {says}, {seconds:.3f}, over AALpy's fastest, {fastest:.3f}"
            yield row(what, float(seconds / fastest), 1.2)
    yield from few(pairs[0][1], words(mended[0][0]))
    yield from long()


def few(ours: Automaton, usual: int) -> Iterator[Row]:
    """The largest target with few equivalence queries."""
    ledger, seconds = ours_timed("few_equivalence", teachers.Honest(ours))
    yield row(f"1000 x 10: equivalence queries of few_equivalence, in {seconds:.2f} s", ledger["equivalence"], 20)
    yield row(f"1000 x 10: its words, {words(ledger)}, over those of ttt, {usual}", words(ledger) / usual, 1.06)


LONGEST = partial(teachers.LongestWords, limit=LONG)


def long() -> Iterator[Row]:
    """What long counterexamples cost."""
    for n, k, name, manner in (
        (200, 10, "ttt", LONGEST),
        (1000, 2, "kearns_vazirani", Long),
        (1000, 2, "ttt", Long),
        (1000, 10, "kearns_vazirani", Long),
        (1000, 10, "ttt", Long),
        (1000, 10, "few_equivalence", Long),
    ):
        ledger, seconds = ours_timed(name, manner(target(n, k, 0)[1]), times=1)
        which = "the longest within 64 letters" if manner is LONGEST else "of 32 to 63 letters where found"
        what = f"{n} x {k}: {name}, counterexamples {which}: {ledger['equivalence']} queries, {seconds:.2f} s; words"
        yield row(what, words(ledger))


PARTS = {"automata": rows}
