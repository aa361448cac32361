"""qlearn list: the catalogue."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ..catalogue import catalogue
from ..dimensions.results import results
from ..errors import unknown
from ..report.tables import asks, catalogue_table, markdown, needs, ratio, results_table
from .output import JsonTarget, write_json

RESULTS = "dimensions"  # the family of theorems that are about classes, not about one learner


def list_(*families: str, json: JsonTarget = None, markdown_: bool = False) -> None:
    """Every learner with what it learns, what it asks, what every learner must ask, and if its bounds are attained; then the
    theorems about classes.

    Parameters
    ----------
    families
        Only these: boolean, finite, linear, ..., dimensions; all if none is named.
    json
        Write the list as JSON to this file, '-' for standard output.
    markdown_
        Print the README's table.
    """
    from ..retraining.unproved import unproved  # scipy, which the help does not need

    known = {RESULTS, *(name.partition(".")[0] for name in catalogue())}
    for family in families:
        if family not in known:
            raise unknown("family", family, known)
    learners = [x for x in catalogue().values() if not families or x.name.partition(".")[0] in families]
    about = list(results().values()) if not families or RESULTS in families else []
    if json is not None:
        rows = [
            {
                "name": x.name,
                "learns": str(x.theorem.learns),
                "asks": asks(x),
                "every_learner_needs": needs(x),
                "worst_ratio": ratio(x),
            }
            for x in learners
        ]
        claims = [{"name": x.name, "claim": x.claim} for x in about]
        write_json({"learners": rows, "results": claims, "without_theorem": list(unproved())}, json)
    elif markdown_:
        print(markdown(learners))
    else:
        console = Console()
        if learners:
            console.print(catalogue_table(learners))
        if about:
            console.print(results_table(about))
        if not families:
            console.print(Text(f"Without a theorem, for machines with a Gaussian kernel: {', '.join(unproved())}"))
