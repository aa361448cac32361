"""How the page came to be, and what its words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..markup import Html, el, join, listed
from .measured import Row

WORDS = (
    ("learner", "A procedure that asks questions about a target that it cannot see, and returns a hypothesis."),
    ("asks", "How many questions of which kind, by its theorem: ≤ at most, = exactly, ≥ at least."),
    ("every learner needs", "What no learner for the same class can do with fewer of, in the worst case: a lower bound."),
    ("guarantee", "What is promised of the hypothesis, and whether in the worst case or with probability 1 − δ."),
    ("noise", "What may be wrong with the answers; none: they are true. Of a run, theorem: as its theorem says, or a rate."),
    ("lemma", "A step of the proof that a machine has checked: by Coq, an exact identity, enclosures, or exhaustion."),
    ("tight", "A sharper claim than the lemma was put to the same check, and failed."),
    ("worst ratio", "The largest measured count over its bound; 1 where a run used up the whole bound."),
    ("strip", "From 0 to the bound. The bar begins at the lower bound; the line goes from the least to the largest count."),
    (
        "teacher",
        "Who answers: first (the first counterexample there is), keeps-most (the honest answer that says least), and others.",
    ),
    ("held", "Every claim that one run can decide was true of it."),
    ("missed", "Something failed that the theorem allows to fail with probability δ, or was above an average."),
    ("broken", "A claim about the worst case was false: a finding."),
    ("unclaimed", "The run was finished, but is outside what the theorem promises, such as under another noise."),
    ("error", "The run was not finished, or could not be judged, for the reason that is given."),
    ("certificate", "Every question and answer of a run: anyone can check what it claims, without the target."),
    ("lg, ln", "Logarithms to base 2 and e."),
    ("B, L", "A bound, and a lower bound, too long for its cell: it stands in full where the row opens."),
)


def legend() -> Html:
    return listed(WORDS)


def made(rows: Sequence[Row], provenance: Sequence[Mapping[str, Any]]) -> Html:
    """The sweep, the code, the machines."""
    ended = sorted(str(row["ended"]) for row in rows if row.get("ended"))
    seconds = sum(float(row["seconds"] or 0) for row in rows)
    facts = [
        ("runs", f"{len(rows)}, {seconds:.0f} s of work"),
        *(("sweep", name) for name in _distinct(rows, "sweep")),
        *(("code", name) for name in _distinct(rows, "code")),
        *([("ended", ended[0] if ended[0] == ended[-1] else f"{ended[0]} to {ended[-1]}")] if ended else []),
    ]
    return join([listed(facts), *(_machine(x) for x in provenance)])


def _distinct(rows: Sequence[Row], column: str) -> list[Html]:
    return [el("code", str(value)) for value in dict.fromkeys(row[column] for row in rows if row.get(column))]


def _machine(provenance: Mapping[str, Any]) -> Html:
    return listed((str(name), _spelled(value)) for name, value in provenance.items() if value not in (None, "", {}))


def _spelled(value: Any) -> str:
    """Names and values in a line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_spelled(inner)}" for name, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
