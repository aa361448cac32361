"""A Boolean function that a file gives, and its measures worked out anew: sets of points are whole numbers, a bit for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .given import Refused, Unshown, Work

SHORT = 10  # inputs: blocks of more are not gone through one by one


@dataclass
class Values:
    """2**n values as text; bit i of a point's number is its input i."""

    text: str
    work: Work = field(default_factory=Work)

    @cached_property
    def n(self) -> int:
        return len(self.text).bit_length() - 1

    @cached_property
    def ones(self) -> int:
        """The points with the value 1."""
        return int(self.text[::-1], 2)

    @cached_property
    def everywhere(self) -> int:
        return (1 << len(self.text)) - 1

    @cached_property
    def unset(self) -> tuple[int, ...]:
        """For each input the points where it is 0."""
        return tuple(self.everywhere // ((1 << (2 << i)) - 1) * ((1 << (1 << i)) - 1) for i in range(self.n))

    @cached_property
    def layers(self) -> list[int]:
        """For each k the points with k inputs set."""
        found = [1]
        for i in range(self.n):
            found = [a | b << (1 << i) for a, b in zip([*found, 0], [0, *found], strict=True)]
        return found

    def step(self) -> None:
        """One operation on a set of points."""
        self.work.step(1 + (len(self.text) >> 11))

    def turned(self, points: int, i: int) -> int:
        """The points whose neighbours along an input are in the set."""
        self.step()
        return (points >> (1 << i)) & self.unset[i] | (points & self.unset[i]) << (1 << i)

    def point(self, text: str) -> int:
        if len(text) != self.n or set(text) - {"0", "1"}:
            raise Refused(f"{text[:40]!r} is no point of {self.n} inputs")
        return sum(1 << i for i, label in enumerate(text) if label == "1")

    def inputs(self, chosen: Sequence[int]) -> int:
        """Distinct inputs, at least one, as a set."""
        if not chosen or len(set(chosen)) < len(chosen) or not all(0 <= i < self.n for i in chosen):
            raise Refused(f"{str(list(chosen))[:60]} are no distinct inputs, at least one, of {self.n}")
        return sum(1 << i for i in chosen)

    def changes(self, x: int) -> int:
        """The blocks of inputs, each the number of a point, that change the value at x."""
        moved = self.ones
        for i in range(self.n):
            if x >> i & 1:
                moved = self.turned(moved, i)
        return moved ^ self.everywhere if self.text[x] == "1" else moved


def certificate_at(f: Values, x: int) -> int:
    """The fewest inputs that show the value at x: the others may be any that hold no block that changes it."""
    holds = f.changes(x)
    for i in range(f.n):
        f.step()
        holds |= (holds & f.unset[i]) << (1 << i)
    free = f.everywhere ^ holds
    return next(k for k in range(f.n + 1) if free & f.layers[f.n - k])


def sensitivity(f: Values) -> int:
    """The most inputs that change the value alone at any point."""
    at_least = [f.everywhere]  # the points with at least k of them
    for i in range(f.n):
        changed = f.ones ^ f.turned(f.ones, i)
        at_least.append(0)
        for k in range(len(at_least) - 1, 0, -1):
            f.step()
            at_least[k] |= at_least[k - 1] & changed
    return max(k for k, points in enumerate(at_least) if points)


def degree(f: Values) -> int:
    """The most inputs in a term: the coefficients are differences of values, input by input."""
    f.work.step(f.n << f.n >> 2)
    terms = [int(value) for value in f.text]
    for i in range(f.n):
        for x in range(len(terms)):
            if x >> i & 1:
                terms[x] -= terms[x ^ 1 << i]
    return max((x.bit_count() for x, coefficient in enumerate(terms) if coefficient), default=0)


def coefficient(f: Values, term: int) -> int:
    """Of one term: the values at the points within it, with signs."""
    total, x = 0, term
    while True:
        f.work.step()
        if f.text[x] == "1":
            total += -1 if (x ^ term).bit_count() & 1 else 1
        if not x:
            return total
        x = x - 1 & term


def most_blocks(f: Values, enough: int) -> int:
    """No more disjoint blocks than this change the value at any point; `enough`: fewer need not be told apart."""
    worst = enough
    for x in range(len(f.text)):
        f.work.step()
        alone = sum(1 << i for i in range(f.n) if f.text[x ^ 1 << i] != f.text[x])
        bound = alone.bit_count() + (f.n - alone.bit_count()) // 2  # other blocks that are needed have two inputs
        if bound > worst and certificate_at(f, x) > worst:
            worst = max(worst, alone.bit_count() + _disjoint(f, x, (1 << f.n) - 1 & ~alone))
    return worst


def _disjoint(f: Values, x: int, inputs: int) -> int:
    """The most disjoint blocks among these inputs that change the value at x: the lowest input is in one of them, or not."""
    if inputs.bit_count() > SHORT:
        raise Unshown(f"no short witness, and blocks among {inputs.bit_count()} inputs are too many to work it out again")
    known = {0: 0}

    def most(left: int) -> int:
        if left not in known:
            low = left & -left
            rest = left ^ low
            best, block = most(rest), rest
            while True:
                f.work.step()
                if f.text[x ^ block ^ low] != f.text[x]:
                    best = max(best, 1 + most(rest ^ block))
                if not block:
                    break
                block = block - 1 & rest
            known[left] = best
        return known[left]

    return most(inputs)


def shallow(f: Values, d: int) -> bool:
    """Whether some decision tree asks at most d inputs: sub-cubes that leave u inputs free need to be done with d - n + u."""
    f.work.step(_power(max(f.n - 2, 0)))
    zero, one = _spread(f.everywhere ^ f.ones, f.n), _spread(f.ones, f.n)
    return bool(_led((zero | one) & _free(f.n, f.n - d), f.n) >> (_power(f.n) - 1) & 1)


def _power(n: int) -> int:
    """How many sub-cubes n inputs have."""
    return int(3**n)


@lru_cache(maxsize=1 << 12)
def _spread_few(points: int, n: int) -> int:
    return _spread_by_halves(points, n)


def _spread(points: int, n: int) -> int:
    """The sub-cubes all of whose points are in the set: by the highest input, those where it is 0, where 1, where free."""
    return _spread_few(points, n) if n <= 3 else _spread_by_halves(points, n)


def _spread_by_halves(points: int, n: int) -> int:
    if not n:
        return points
    half, third = 1 << n - 1, _power(n - 1)
    zero, one = _spread(points & (1 << half) - 1, n - 1), _spread(points >> half, n - 1)
    return zero | one << third | (zero & one) << 2 * third


@lru_cache(maxsize=1 << 8)
def _free(n: int, least: int) -> int:
    """The sub-cubes that leave at least so many inputs free."""
    if not n:
        return int(least <= 0)
    third = _power(n - 1)
    return _free(n - 1, least) * (1 + (1 << third)) | _free(n - 1, least - 1) << 2 * third


@lru_cache(maxsize=1 << 16)
def _led_few(done: int, n: int) -> int:
    return _led_by_thirds(done, n)


def _led(done: int, n: int) -> int:
    """The sub-cubes from which questions lead into those that are done: the free ones of the highest input after its halves."""
    if not done:
        return 0
    return _led_few(done, n) if n <= 3 else _led_by_thirds(done, n)


def _led_by_thirds(done: int, n: int) -> int:
    if not n:
        return done
    third = _power(n - 1)
    known = (1 << third) - 1
    zero, one = _led(done & known, n - 1), _led(done >> third & known, n - 1)
    return zero | one << third | _led(done >> 2 * third | zero & one, n - 1) << 2 * third
