"""The picture of counts against a size: well-formed, small, and true to its numbers."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.errors import BadArgument
from qlearn.fits.compare import compare
from qlearn.report.scaling import Point, svg

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = st.just(0.0) | st.floats(1e-99, 1e99)
POINTS = st.builds(
    lambda x, counts, bound, lower: Point(x, counts[0], sum(counts) / 3, counts[2], bound, lower),
    st.floats(1e-9, 1e9), st.tuples(COUNTS, COUNTS, COUNTS).map(sorted), st.none() | COUNTS, st.none() | COUNTS,
)  # fmt: skip
LINE = [Point(2**k, 8 * 2**k, 9 * 2**k, 10 * 2**k, 11 * 2**k + 20, 7 * 2**k) for k in range(1, 13)]


def places(drawn: str, colour: str) -> list[list[tuple[float, float]]]:
    """The polylines of a colour."""
    lines = [node for node in ET.fromstring(drawn).iter(f"{SVG}polyline") if colour in node.attrib["stroke"]]
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in node.attrib["points"].split())] for node in lines]


@given(st.lists(POINTS, min_size=1, max_size=12))
def test_every_picture_is_well_formed_small_and_within_its_frame(points: list[Point]) -> None:
    drawn = svg(points, x="a<b", title="counts & bounds")
    root = ET.fromstring(drawn)
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    assert root.findtext(f"{SVG}title") == "counts & bounds"
    assert root.findtext(f"{SVG}desc").count(" = ") == len(points)  # type: ignore[union-attr]
    assert len(drawn.encode()) < 12_000
    for node in root.iter():
        for x, y in (p.split(",") for p in node.attrib.get("points", "").split()):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
        assert "nan" not in node.attrib.get("d", "")


def test_larger_counts_stand_higher_and_the_band_lies_between_the_bounds() -> None:
    (mean, *_), (lower,) = places(svg(LINE, x="n", title=""), "mark"), places(svg(LINE, x="n", title=""), "needs")
    bound = places(svg(LINE, x="n", title=""), "quiet")[0]
    assert [x for x, _ in mean] == sorted(x for x, _ in mean)
    assert [y for _, y in mean] == sorted((y for _, y in mean), reverse=True)
    assert all(high[1] < at[1] < low[1] for high, at, low in zip(bound, mean, lower, strict=True))
    assert svg(LINE[::-1], x="n", title="") == svg(LINE, x="n", title="")


def test_the_right_candidate_is_level_and_others_are_not() -> None:
    rows = [{"sizes": {"n": p.x, "m": 1}, "count": int(p.mean)} for p in LINE]
    found = compare(rows, ["n", "ln(n)", "n**2"])
    quotients = {fit.candidate: list(fit.quotient("n", {"m": 1}).values()) for fit in found.fitted}
    assert next(iter(quotients)) == "n"
    drawn = svg(LINE, x="n", title="", quotients=quotients)
    level = places(drawn, "mark")[1]
    assert max(y for _, y in level) == min(y for _, y in level)
    falling = next(line for line in places(drawn, "quiet")[1:] if len(line) == len(LINE) and line[0][1] < line[-1][1])
    assert [y for _, y in falling] == sorted(y for _, y in falling)
    assert falling[-1] == level[-1]  # all are shares of their last value
    assert all(name in drawn for name in ("ln(n)", "n**2"))


def test_zero_counts_stand_on_the_lower_edge_and_one_point_is_a_picture() -> None:
    drawn = svg([Point(1, 0, 0, 0), Point(2, 0, 3, 4)], x="n", title="")
    circles = [float(node.attrib["cy"]) for node in ET.fromstring(drawn).iter(f"{SVG}circle")]
    assert circles[0] > circles[1]
    assert "n = 5: 7" in svg([Point(5, 7, 7, 7)], x="n", title="")


@pytest.mark.parametrize(
    ("points", "quotients"),
    [
        ([], None),
        ([Point(0, 1, 1, 1)], None),
        ([Point(1, 1, math.nan, 1)], None),
        ([Point(1, 1, 1, math.inf)], None),
        ([Point(1, -1, 1, 1)], None),
        (LINE, {"n": [1.0]}),
        (LINE, {str(k): [1.0] * len(LINE) for k in range(6)}),
    ],
)
def test_what_is_no_picture_is_refused(points: list[Point], quotients: dict[str, list[float | None]] | None) -> None:
    with pytest.raises(BadArgument):
        svg(points, x="n", title="", quotients=quotients)
