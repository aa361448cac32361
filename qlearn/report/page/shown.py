"""What a page shows where no sweep was stored: a few runs of each learner, and a certificate of a small one."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ...catalogue import Learner
from ...choices import Coins
from ...classes import Sized
from ...errors import Failed, QlearnError, Undecided
from ...evidence.attack import policies
from ...evidence.certificate import certify
from ...evidence.trial import Broken, Trial
from ...theorems import Bound, Outcome, Sizes
from .measured import Row

POLICIES = ("first", "keeps-most")
SEEDS = {"quick": 1, "full": 3}
SCALES = {"quick": 3, "full": 8}  # the first of a class's sizes
LARGEST = 40_000  # characters of a certificate
TRIES = 3  # targets that a small certificate is looked for among
VERSIONED = ("qlearn", "numpy", "scipy", "sympy")


def shown_rows(
    learners: Iterable[Learner[..., Any]],
    effort: str = "quick",
    first: int = 0,
    say: Callable[[str], Any] = lambda name: None,
) -> Iterator[Row]:
    """A row a run, as a sweep would write it: each learner at its class's sizes, by two teachers; seeds from `first` on."""
    for learner in learners:
        say(learner.name)
        for case, sizes in enumerate(_scales(learner)[: SCALES[effort]]):
            for seed in range(first, first + SEEDS[effort]):
                concept = _concept(learner, sizes, 100 * case + seed)
                manners = policies(learner, concept, concept.given)
                yield from (_row(_trial(learner, concept, policy, seed), sizes) for policy in POLICIES if policy in manners)


def shown_certificate(learner: Learner[..., Any]) -> str | None:
    """The shortest of a few small runs as a certificate; None if none is small enough."""
    texts = list[str]()
    for case in range(TRIES):
        try:
            trial = _trial(learner, _concept(learner, _scales(learner)[0], case), "first", case)
            done, _ = trial.run()
        except (QlearnError, Broken):
            continue
        texts.append("".join(line + "\n" for line in certify(done, trial.concept).lines()))
    return min((text for text in texts if len(text) <= LARGEST), key=len, default=None)


def provenance() -> dict[str, Any]:
    """The versions and the machine."""
    versions = {"python": platform.python_version()}
    for name in VERSIONED:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return {"versions": versions, "platform": platform.platform(), "processor": platform.machine()}


def _scales(learner: Learner[..., Any]) -> list[Mapping[str, Any]]:
    learns = learner.theorem.learns
    return list(learns.scales) if isinstance(learns, Sized) else [{}] * 3  # then targets are of drawn sizes


def _concept(learner: Learner[..., Any], sizes: Mapping[str, Any], case: int) -> Any:
    learns, coins = learner.theorem.learns, Coins(case)
    return learns.of_size(coins, **sizes) if isinstance(learns, Sized) else learns.draw(coins)


def _trial(learner: Learner[..., Any], concept: Any, policy: str, seed: int) -> Trial:
    return Trial(learner, concept, {name: values[0] for name, values in learner.theorem.settings.items()}, policy, seed)


def _row(trial: Trial, sizes: Mapping[str, Any]) -> Row:
    name, policy, seed = trial.learner.name, trial.policy, trial.seed
    config = {"learner": name, "sizes": _plain(sizes), "teacher": policy, "noise": "theorem", "seed": seed}
    found: dict[str, Any] = {"sizes": {}, "counts": {}, "bounds": {}, "lower": None, "ratio": None, "rounds": 0, "why": ""}
    started = time.perf_counter()
    try:
        found |= _finished(trial)
    except Failed as event:
        found |= {"status": "missed", "why": str(event)}
    except Broken as broken:
        finding = broken.law in ("bound", "guarantee")
        found |= {"status": "broken" if finding else "error", "why": f"{broken.law}: {broken.detail}"}
    except QlearnError as error:
        found |= {"status": "error", "why": str(error)}
    asked = {"learner": name, "sweep": "shown", "teacher": policy, "noise": "theorem", "seed": seed, "config": config}
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    return {**asked, **found, "seconds": time.perf_counter() - started, "ended": ended, "code": ""}


def _finished(trial: Trial) -> dict[str, Any]:
    """What a run says of its theorem's claims."""
    done, _ = trial.run()
    theorem, sizes = trial.learner.theorem, done.learning.sizes(trial.concept, done.turns)
    bounds: dict[str, list[dict[str, Any]]] = {}
    shares, wrong = list[Fraction](), [mode for mode in [_promise(trial, done, sizes)] if mode]
    for bound in theorem.bounds:
        measured, limit = done.ledger[bound.kind], bound.at(**sizes)
        bounds.setdefault(bound.kind.kind, []).append({"sense": bound.sense, "mode": bound.mode, "limit": limit})
        wrong += [] if bound.allows(measured, limit) else [bound.mode]
        shares += [Fraction(measured, limit)] if limit and bound.sense != "at least" else []
    return {
        "status": "broken" if "worst case" in wrong else "missed" if wrong else "held",
        "sizes": _plain(sizes),
        "counts": dict(done.ledger),
        "bounds": bounds,
        "lower": _needed(theorem.lower.bound, sizes) if theorem.lower else None,
        "ratio": float(max(shares)) if shares else None,
        "rounds": done.ledger.rounds,
    }


def _promise(trial: Trial, done: Any, sizes: Sizes) -> str:
    """The guarantee's mode if it does not hold of this run."""
    guarantee = trial.learner.theorem.guarantee
    if trial.law is None and guarantee.mode != "worst case":
        return ""  # judged under the law of the points, over many runs
    try:
        return "" if guarantee.holds(Outcome(trial.concept, done.hypothesis, sizes, trial.law)) else guarantee.mode
    except Undecided:
        return ""


def _needed(bound: Bound, sizes: Sizes) -> dict[str, Any] | None:
    known = set(bound.sizes) <= set(sizes)
    return {bound.kind.kind: {"mode": bound.mode, "limit": bound.at(**sizes)}} if known else None


def _plain(sizes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in sizes.items()}
