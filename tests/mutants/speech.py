"""Every fault of what learners say, planted in every learner of the catalogue and held against `check_learner`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import qlearn
from mutants import asking, hearing
from mutants.excuses import NOTHING, ROOM
from mutants.plots import Fault, plant, spoken
from qlearn import Learner
from qlearn.evidence.trial import Broken
from qlearn.testing import check_learner

FAULTS: tuple[Fault, ...] = (
    asking.extra_query,
    asking.extra_query_where_the_bound_is_met,
    asking.dropped_query,
    asking.repeated_batch,
    asking.no_final_equivalence,
    asking.believes_its_second_hypothesis,
    asking.early_stop_on_a_lucky_target,
    asking.wrong_tolerance,
    asking.insists_after_a_refusal,
    hearing.stale_cache,
    hearing.one_answer_late,
    hearing.last_coordinate_skipped,
    hearing.patched_hypothesis,
    hearing.patched_hypothesis_now_and_then,
    hearing.unseeded_randomness,
    hearing.shared_state,
    hearing.peek,
)
MORE: tuple[Fault, ...] = (asking.extra_query, asking.extra_query_where_the_bound_is_met, asking.repeated_batch)


@dataclass(frozen=True)
class Pair:
    """A fault and the learner to plant it in."""

    fault: Fault
    learner: Learner[..., object]

    @property
    def key(self) -> str:
        return f"{spoken(self.fault)}, of {self.learner.name}"


def pairs() -> list[Pair]:
    return [Pair(fault, learner) for fault in FAULTS for learner in qlearn.catalogue().values()]


def said_of(pair: Pair) -> str:
    """The law that the spoilt learner breaks.  What holds with a probability is tested at length before it passes."""
    spoilt, memory = plant(pair.fault, pair.learner)
    efforts: list[Literal["quick", "full"]] = ["quick"] if pair.learner.theorem.certain else ["quick", "full"]
    met = True
    for effort in efforts:
        try:
            met = check_learner(spoilt, effort=effort).verdict.best_ratio == 1
        except Broken as broken:
            return f"law: {broken.law}, of {pair.learner.name}"
    if not memory.get("acted"):
        return NOTHING
    return ROOM if pair.fault in MORE and not met else ""
