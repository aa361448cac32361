"""qlearn list: the catalogue."""

from __future__ import annotations

from rich.console import Console

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
    learners = catalogue().values()
    if json is not None:
        rows = [
            {"name": x.name, "learns": str(x.theorem.learns), "asks": asks(x), "every_learner_needs": needs(x)}
            for x in learners
        ]
        write_json({"learners": rows}, json)
    elif markdown_:
        print(markdown(learners))
    else:
        Console().print(catalogue_table(learners))
