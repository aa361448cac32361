"""Goals posed to coqc beside a file of proofs: numbers that the catalogue's Python says and Coq computes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from proofs_checks.coqc import built, compiled, key, place, ran, remembered

Goal = tuple[str, str]  # a proposition and the tactic that decides it
AT_A_TIME = 16  # posed together


@dataclass(frozen=True)
class Posed:
    """Goals to prove in the presence of a file, each by its tactic, and goals on which their tactics must fail."""

    file: str
    preamble: str
    goals: tuple[Goal, ...]
    refused: tuple[Goal, ...] = ()

    @property
    def text(self) -> str:
        proofs = "".join(f"Goal {says}.\nProof. {tactic}. Qed.\n" for says, tactic in self.goals)
        proofs += "".join(f"Goal {says}.\nProof. Fail ({tactic}). Abort.\n" for says, tactic in self.refused)
        needed = any("interval" in tactic for _, tactic in (*self.goals, *self.refused))
        interval = "From Interval Require Import Tactic.\n" if needed else ""
        return f"{self.preamble}{interval}From qlearn.{self.file.replace('.', ' Require Import ')}.\n{proofs}"

    @property
    def said(self) -> Path:
        return place("goals", self.text + key(self.file))


def accepts(posed: Posed) -> bool:
    """Whether coqc proves all goals, and all that are to be refused are.  What it said once is remembered."""
    compiled(posed.file)
    return remembered(posed.said, lambda: str(ran(posed.text).returncode == 0)) == "True"


def accept_together(posed: Iterable[Posed]) -> None:
    """Pose goals some at a time, each in a module of its own: coqc takes longest to load the reals.  It is noted of each that
    it is accepted if all of them are; else each is posed by itself when its turn comes."""
    new = sorted((one for one in posed if built(one.file) and not one.said.is_file()), key=lambda one: len(one.preamble))
    batches = [new[i : i + AT_A_TIME] for i in range(0, len(new), AT_A_TIME)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(_accept, batch) for batch in batches]:
            done.exception()


def _accept(batch: Sequence[Posed]) -> None:
    text = "".join(f"Module Posed{i}.\n{one.text}End Posed{i}.\n" for i, one in enumerate(batch))
    if ran(text).returncode == 0:
        for one in batch:
            remembered(one.said, lambda: "True")
