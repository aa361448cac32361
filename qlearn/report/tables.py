"""The catalogue and verdicts as tables: for a terminal, and as the README's markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..catalogue import Learner, catalogue
from ..dimensions.results import Result
from ..theorems import Bound
from ..verdict import Verdict
from .citations import short


def asks(learner: Learner[..., Any]) -> str:
    """What a learner asks, as its theorem says it: '<= n + 1 equivalence'."""
    return ", ".join(f"{SIGNS[b.sense]} {_plain(b)} {b.kind.kind}{_mode(b)}" for b in learner.theorem.bounds) or "no theorem"


def needs(learner: Learner[..., Any]) -> str:
    """What every learner that asks only these kinds must ask."""
    lower = learner.theorem.lower
    return f">= {_plain(lower.bound)} {lower.kind.kind}{_mode(lower.bound)}" if lower else "-"


def ratio(learner: Learner[..., Any]) -> str:
    """The largest measured/bound that a dialogue is known to reach: 1, or less and why."""
    return f"< 1: {learner.theorem.loose}" if learner.theorem.loose else "1" if learner.theorem.bounds else "-"


def sources(learner: Learner[..., Any]) -> str:
    return ", ".join(map(short, dict.fromkeys(learner.theorem.cite)))


SIGNS = {"at most": "<=", "at least": ">=", "exactly": "="}


def _plain(bound: Bound) -> str:
    return str(bound.formula())


def _mode(bound: Bound) -> str:
    """What is added to a bound that not every run keeps to."""
    return {"worst case": "", "expected": " on average"}.get(bound.mode, f" {bound.mode}")


def markdown(learners: Iterable[Learner[..., Any]]) -> str:
    """The catalogue as a markdown table; formulas as GitHub renders them."""
    lines = ["| learner | learns | asks | every such learner needs | guarantee | source |", "|---|---|---|---|---|---|"]
    for learner in learners:
        theorem = learner.theorem
        counts = ", ".join(f"{MATHS[b.sense]} ${b.latex()}$ {b.kind.kind}{_mode(b)}" for b in theorem.bounds)
        lower = f"≥ ${theorem.lower.bound.latex()}${_mode(theorem.lower.bound)}" if theorem.lower else "–"
        promise = theorem.guarantee.says + ("" if theorem.guarantee.mode == "worst case" else f", {theorem.guarantee.mode}")
        lines.append(f"| `{learner.name}` | {theorem.learns} | {counts} | {lower} | {promise} | {sources(learner)} |")
    return "\n".join(lines)


MATHS = {"at most": "≤", "at least": "≥", "exactly": "="}


def catalogue_table(learners: Iterable[Learner[..., Any]]) -> Any:
    """The catalogue as a rich table."""
    from rich.table import Column, Table
    from rich.text import Text

    columns = ("learns", "asks", "every such learner needs", "worst ratio")
    table = Table(Column("learner", no_wrap=True), *columns, title="The catalogue")
    for learner in learners:
        table.add_row(*map(Text, (learner.name, str(learner.theorem.learns), asks(learner), needs(learner), ratio(learner))))
    return table


def forms(learner: Learner[..., Any]) -> list[Learner[..., Any]]:
    """The other learners of the catalogue for the same class, composed ones too: exact, from examples, under noise."""
    same = (other for other in catalogue().values() if other.theorem.learns == learner.theorem.learns)
    return [other for other in same if other.name != learner.name]


def promise(learner: Learner[..., Any]) -> str:
    """What is guaranteed, and how surely."""
    guarantee = learner.theorem.guarantee
    return f"{guarantee.says} ({guarantee.mode})"


def noise(learner: Learner[..., Any]) -> str:
    """What may be wrong with the answers."""
    return learner.theorem.noise.says if learner.theorem.noise else "none"


def forms_table(learner: Learner[..., Any], others: Iterable[Learner[..., Any]]) -> Any:
    """A learner and its other forms as a rich table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    columns = [Column("form", no_wrap=True), Column("asks", overflow="fold"), Column("guarantee"), Column("noise")]
    table = Table(*columns, title=f"Forms of {learner.theorem.learns}", box=SIMPLE_HEAD, show_edge=False)
    for form in (learner, *others):
        table.add_row(Text(form.name), Text(asks(form)), Text(promise(form)), Text(noise(form)))
    return table


def results_table(results: Iterable[Result]) -> Any:
    """Theorems about classes as a rich table."""
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(Column("theorem", no_wrap=True), "claim", title="Of every finite class, and of families at every size")
    for result in results:
        table.add_row(Text(result.name), Text(result.claim))
    return table


def verdict_table(verdicts: Iterable[Verdict], pending: str = "") -> Any:
    """Verdicts as a rich table, the one under way last."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table

    numbers = ("proved", "exhausted", "attacked", "tested", "ratio", "s")
    columns = [Column("learner", overflow="fold"), Column("holds", no_wrap=True)]  # a long name gives way to the numbers
    columns += [Column(name, justify="right", no_wrap=True) for name in numbers]
    table = Table(*columns, box=SIMPLE_HEAD, show_edge=False, padding=0)
    for verdict in verdicts:
        ratio = "-" if verdict.best_ratio is None else f"{float(verdict.best_ratio):.3g}"
        holds = "[green]yes[/]" if verdict.holds else "[red]NO[/]"
        table.add_row(verdict.learner.name, holds, *_evidence(verdict), ratio, f"{verdict.seconds:.1f}")
    if pending:
        table.add_row(pending, "...")
    return table


LEGEND = "proved: lemmas; exhausted: dialogues; attacked: targets; tested: runs; ratio: worst measured / bound"


def _evidence(verdict: Verdict) -> list[str]:
    """The four kinds, a number each."""
    proved, exhausted, attacked, tested = verdict.proved, verdict.exhausted, verdict.attacked, verdict.tested
    return [
        f"{proved.checked}/{len(proved.lemmas)}" if proved else "-",
        str(exhausted.dialogues) if exhausted else "-",
        str(attacked.swept + attacked.drawn) if attacked else "-",
        str(tested.runs) if tested else "-",
    ]
