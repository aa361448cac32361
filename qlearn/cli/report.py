"""qlearn report: the catalogue, what was measured and what is proved, as one page."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.text import Text

from ..catalogue import Learner, catalogue
from ..errors import BadArgument
from .output import JsonTarget, json_file, ready, write_json

Measured = tuple[list[Any], list[dict[str, Any]]]


def report(
    *, out: Path, store: Path | None = None, effort: Literal["quick", "full"] = "quick", seed: int = 0, json: JsonTarget = None
) -> None:
    """One self-contained HTML page: every learner with its theorem, lemmas, runs and a certificate; dimensions of classes.

    The page loads nothing, and reads without scripts too.

    Parameters
    ----------
    out
        The file to write.
    store
        Runs of a sweep, as `qlearn sweep --store` leaves them; without it, each learner is run at a few sizes for this page.
    effort
        Of those few runs: quick (three sizes, one seed) or full.
    seed
        The first of their seeds.
    json
        Write what the page holds as JSON to this file, '-' for standard output.
    """
    from ..report.page.classes import small_classes
    from ..report.page.page import page, verdict
    from ..report.page.shown import shown_certificate

    ready(out, json_file(json))
    learners = list(catalogue().values())
    console = Console(stderr=True, highlight=False)
    with console.status("") as status:
        rows, machines = _measured(learners, store, effort, seed, lambda text: status.update(Text(text)))
        certificates = {}
        for learner in learners:
            status.update(Text(f"{learner.name}: a certificate"))
            if (text := shown_certificate(learner)) is not None:
                certificates[learner.name] = text
        status.update(Text("writing"))
        written = page(rows, machines, certificates=certificates, classes=small_classes())
    _write(written, out)
    size = len(written.encode())
    found = {"file": str(out), "bytes": size, "learners": len(learners), "runs": len(rows), "certificates": len(certificates)}
    if json is not None:
        write_json({**found, "verdict": verdict(rows)}, json)
        return
    print(f"{out}: {size / 1e6:.2f} MB, {len(learners)} learners, {len(rows)} runs, {len(certificates)} certificates")
    print(verdict(rows))


def _write(text: str, out: Path) -> None:
    """Write the file, whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile("w", dir=out.parent, suffix=".part", delete=False, encoding="utf-8") as part:
            part.write(text)
        os.replace(part.name, out)
    except OSError as fault:
        with suppress(OSError, UnboundLocalError):
            os.unlink(part.name)
        raise BadArgument(f"cannot write {out}: {fault.strerror}; choose another place") from None


def _measured(learners: Sequence[Learner[..., Any]], store: Path | None, effort: str, seed: int, say: Any) -> Measured:
    """The rows, and the machines they were made on."""
    from ..report.page.shown import provenance, shown_rows
    from ..report.page.stored import stored

    return stored(store) if store is not None else (list(shown_rows(learners, effort, seed, say)), [provenance()])
