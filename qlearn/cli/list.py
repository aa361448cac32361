"""qlearn list: the catalogue."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from ..catalogue import catalogue
from ..report.tables import asks, catalogue_table, markdown, needs
from .output import JsonTarget, write_json


def list_(*, json: JsonTarget = None, markdown_: bool = False) -> None:
    """Every learner with what it learns, what it asks, and what every learner must ask.

    Parameters
    ----------
    json
        Write the list as JSON to this file, '-' for standard output.
    markdown_
        Print the README's table.
    """
    from ..retraining.unproved import unproved  # scipy, which the help does not need

    learners = catalogue().values()
    if json is not None:
        rows = [
            {"name": x.name, "learns": str(x.theorem.learns), "asks": asks(x), "every_learner_needs": needs(x)}
            for x in learners
        ]
        write_json({"learners": rows, "without_theorem": list(unproved())}, json)
    elif markdown_:
        print(markdown(learners))
    else:
        console = Console()
        console.print(catalogue_table(learners))
        console.print(Text(f"Without a theorem, for machines with a Gaussian kernel: {', '.join(unproved())}"))
