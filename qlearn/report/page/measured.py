"""What was measured, gathered from the rows of a sweep: by learner, by the sizes asked for, by kind of query and bound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
JUDGED = ("held", "missed", "broken")  # by what the theorem promises


@dataclass(frozen=True)
class Claim:
    """Counts of one kind of query, a run each, beside one bound on them and what every learner needs, if such there are."""

    kind: str
    sense: str
    mode: str
    counts: tuple[int, ...]
    limits: tuple[Fraction, ...]
    lowers: tuple[Fraction, ...]

    @property
    def certain(self) -> bool:
        """Whether the bound is one that every run keeps to."""
        return self.mode == "worst case"

    @property
    def shares(self) -> list[Fraction]:
        """measured/bound, a run each; none where the bound is no upper one, or 0."""
        if self.sense == "at least" or not self.limits or not all(self.limits):
            return []
        return [count / limit for count, limit in zip(self.counts, self.limits, strict=True)]

    @property
    def floors(self) -> list[Fraction]:
        """lower bound/bound, a run each."""
        return [low / limit for low, limit in zip(self.lowers, self.limits, strict=True)] if self.lowers and self.shares else []


@dataclass(frozen=True)
class Runs:
    """Runs that were asked for alike, but for what the others of their kind are gathered over."""

    sizes: str
    teacher: str
    noise: str
    rows: tuple[Row, ...]

    @property
    def seeds(self) -> str:
        """The seeds in few words.

        >>> Runs("", "", "", tuple({"seed": seed} for seed in (0, 1, 2, 7))).seeds
        '0–2, 7'
        """
        return _ranges(sorted({int(row["seed"]) for row in self.rows}))

    @property
    def statuses(self) -> Counter[str]:
        return Counter(str(row["status"]) for row in self.rows)

    @property
    def nearest(self) -> Claim | None:
        """The claim whose bound was used up most; of the bounds that every run keeps to, if there are such."""
        claims = [claim for claim in self.claims if claim.shares]
        return max(claims, key=lambda claim: (claim.certain, max(claim.shares)), default=None)

    @property
    def claims(self) -> list[Claim]:
        """A claim a kind and bound, over the runs that have both."""
        gathered: dict[tuple[str, str, str], list[tuple[int, Any, Any]]] = {}
        for row in self.rows:
            for kind, count in (row["counts"] or {}).items():
                lower = (row["lower"] or {}).get(kind)
                for bound in _several((row["bounds"] or {}).get(kind)):
                    key = (kind, bound.get("sense", ""), bound.get("mode", ""))
                    gathered.setdefault(key, []).append((count, bound.get("limit"), lower and lower["limit"]))
        return [_claim(*key, triples) for key, triples in gathered.items()]


def by_learner(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each learner, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row["learner"]), []).append(row)
    return found


def alike(rows: Iterable[Row]) -> list[Runs]:
    """Runs that differ in their seeds only, in the order they first come in."""
    return _gathered(rows, lambda row: (_asked(row), str(row["teacher"]), str(row["noise"])))


def at_sizes(rows: Iterable[Row]) -> list[Runs]:
    """Runs that the theorem speaks of, at each size asked for, growing: over teachers and seeds."""
    found = _gathered((row for row in rows if row["status"] in JUDGED), lambda row: (_asked(row), "", ""))
    return sorted(found, key=lambda point: list(numbers(asked(point.rows[0])).values()))


def asked(row: Row) -> Mapping[str, Any]:
    """The sizes that were asked for; those that the bounds are stated in, if none were."""
    sizes: Mapping[str, Any] = row["config"].get("sizes") or row["sizes"] or {}
    return {name: value for name, value in sizes.items() if name != "seed"}


def exact(number: Any) -> Fraction:
    """A number of a row, which is an int, a float, or 'p/q'.  Raises `ValueError` or `TypeError` for anything else."""
    return Fraction(number)


def numbers(sizes: Mapping[str, Any]) -> dict[str, Fraction]:
    """The sizes that are numbers."""
    found = {}
    for name, value in sizes.items():
        try:
            found[name] = exact(value)
        except (TypeError, ValueError):
            continue
    return found


def _asked(row: Row) -> str:
    return ", ".join(f"{name} = {value}" for name, value in asked(row).items())


def _gathered(rows: Iterable[Row], key: Any) -> list[Runs]:
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return [Runs(*name, tuple(members)) for name, members in found.items()]


def _several(bounds: Any) -> Sequence[Mapping[str, Any]]:
    """The bounds on a kind: one, a list of several, or none: then only the count is known."""
    return [{}] if not bounds else bounds if isinstance(bounds, list) else [bounds]


def _claim(kind: str, sense: str, mode: str, triples: list[tuple[int, Any, Any]]) -> Claim:
    counts, limits, lowers = zip(*triples, strict=True)
    bounded = all(limit is not None for limit in limits)
    known = bounded and all(low is not None for low in lowers)
    return Claim(
        kind, sense, mode, counts, tuple(map(exact, limits)) if bounded else (), tuple(map(exact, lowers)) if known else ()
    )


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
