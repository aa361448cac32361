"""What is found of a candidate: ratios, slopes, fits, predictions and a verdict, as sentences and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import Any, Literal

from .observations import Number
from .resampling import Estimate

Verdict = Literal["compatible", "undecided", "not compatible"]
Direction = Literal["", "too small", "too large"]
ORDER: tuple[Verdict, ...] = ("compatible", "undecided", "not compatible")


@dataclass(frozen=True)
class Ratio:
    """count/B at a size point; None where B is 0 or not defined."""

    sizes: Mapping[str, Number]
    ratio: Estimate | None


@dataclass(frozen=True)
class Slope:
    """lg of the growth of count/B from one size to the next, a doubling; None where a count is 0."""

    start: Number
    end: Number
    slope: Estimate | None


@dataclass(frozen=True)
class Held:
    """A size that was held out: what the fit to the smaller ones predicts, and the mean count."""

    size: Number
    predicted: float
    counted: float


@dataclass(frozen=True)
class Line:
    """One size varies, the others stay `at`.

    count = a B + b by least squares over all sizes of the line leaves at most a share `left` of a count over.  `held` was
    predicted by a fit to the smaller sizes alone.
    """

    size: str
    at: Mapping[str, Number]
    slopes: tuple[Slope, ...]
    a: float
    b: float
    left: float
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Along:
    """All lines of one size together, and the verdict along it.

    `slope` is that of lg(count/B), a doubling, over the whole range.  `miss` is the share by which the fit to the smaller sizes
    predicts too little (above 0) or too much (below 0) of the larger; `share` what a B makes up of the fitted count at the
    largest size, None where B does not vary.
    """

    size: str
    doublings: float
    lines: int
    slope: Estimate | None
    miss: Estimate | None
    share: Estimate | None
    verdict: Verdict
    direction: Direction
    because: str

    @property
    def evidence(self) -> str:
        """What count/B does, in numbers: 'lg(count/B) falls by 0.49 [0.47, 0.51] a doubling of d, over 2^6'."""
        if self.slope is None:
            return self.because
        over = f"a doubling of {self.size}, over 2^{self.doublings:.3g}"
        if abs(self.slope.value) < 0.005:
            return f"count/B stays as it is, lg(count/B) changing by {self.slope:.3f} {over}"
        if self.slope.value > 0:
            return f"lg(count/B) grows by {self.slope:.2f} {over}"
        turned = Estimate(-self.slope.value, -self.slope.high, -self.slope.low)
        return f"lg(count/B) falls by {turned:.2f} {over}"


@dataclass(frozen=True)
class Fitted:
    """A candidate B held against the counts."""

    candidate: str
    ratios: tuple[Ratio, ...]
    lines: tuple[Line, ...]
    along: tuple[Along, ...]
    verdict: Verdict
    because: str

    @property
    def left(self) -> float:
        """The largest share of a count that the fits along lines leave over."""
        return max((line.left for line in self.lines), default=0.0)

    @property
    def ratio(self) -> tuple[float, float] | None:
        """The least and the largest count/B."""
        known = [ratio.ratio.value for ratio in self.ratios if ratio.ratio is not None]
        return (min(known), max(known)) if known else None

    def quotient(self, size: str, at: Mapping[str, Number]) -> dict[Number, float]:
        """count/B by one size, the others staying `at`: what a picture shows."""
        own = [r for r in self.ratios if r.ratio is not None and all(r.sizes[name] == value for name, value in at.items())]
        return {r.sizes[size]: r.ratio.value for r in own if r.ratio is not None}

    def __str__(self) -> str:
        with_ = "with " if self.verdict != "undecided" else "about "
        ratio = f"; count/B from {self.ratio[0]:.3g} to {self.ratio[1]:.3g}" if self.ratio else ""
        return f"{self.verdict} {with_}{self.candidate}: {self.because}{ratio}"

    def as_json(self) -> dict[str, Any]:
        return {**plain(self), "left": self.left}


@dataclass(frozen=True)
class Comparison:
    """Candidates, best first: verdict, then how far the prediction of the largest sizes is off, then what the fit leaves."""

    fitted: tuple[Fitted, ...]
    conclusion: str
    observations: int
    seeds: int
    level: float

    def with_verdict(self, verdict: Verdict) -> tuple[str, ...]:
        """The candidates of this verdict, best first."""
        return tuple(fit.candidate for fit in self.fitted if fit.verdict == verdict)

    def __getitem__(self, candidate: str) -> Fitted:
        return next(fit for fit in self.fitted if fit.candidate == candidate)

    def __str__(self) -> str:
        return "\n".join([self.conclusion, *(f"- {fit}" for fit in self.fitted)])

    def as_json(self) -> dict[str, Any]:
        return {**plain(self), "fitted": [fit.as_json() for fit in self.fitted]}


def plain(value: Any) -> Any:
    """As JSON data: fractions as text, an estimate as [value, low, high]."""
    if isinstance(value, Estimate):
        return [value.value, value.low, value.high]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, Fraction) else value
