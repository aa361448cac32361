"""The chart box: what its labels prove, how many of them there are, and what a label is worth."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq
from proofs_checks.linear.chart_box_runs import bound_tie, premise_tie

NAME = "linear.chart_box"

axes = coq(
    NAME,
    "The axes, each with a sign and in any order, are an orthonormal basis: the champion's may be the first.",
    theorem="geometry.bases.axes_basis",
    refuted="geometry.bases.one_axis_twice",
    sharper="whatever their places",
    axioms=REALS,
)
certificate = coq(
    NAME,
    "Every w that is not 0 and agrees with the labels at the ends l_j <= y_j <= h_j of the box is within asin(radius) of the"
    " result, radius = |max(h - c, c - l)|/sqrt(1 + |c|**2).",
    theorem="linear.chart_box.certificate",
    refuted="linear.chart_box.certificate_attained",
    sharper="strictly within it",
    axioms=REALS,
)
knocked = coq(
    NAME,
    "The signs and the knockout take 2 d - 1 labels, whatever the answers.",
    theorem="linear.chart_box_stop.knocked_count",
    axioms=REALS,
)
champion = coq(
    NAME,
    "The champion of clg(d) rounds has a weight of the largest size, so that all ratios to it lie in [0, 1].",
    theorem="linear.chart_box_stop.champion_found",
    refuted="linear.knockout.one_round_fewer",
    sharper="with one round fewer",
    axioms=REALS,
)
guard = coq(
    NAME,
    "What the cut's guard makes of any c may be asked, whatever the answer will be; the middle is left as it is.",
    theorem="linear.chart_box_count.both_parts_may_be_left",
    refuted="linear.chart_box_count.middle_is_refused",
    sharper="if there is less than nothing to spare",
    axioms=REALS,
)
potential = coq(
    NAME,
    "The sum over all sides of cuts + lg max(side, 2**(-K-1)), and of what is to spare, is never more than at the start,"
    " whatever the answers.",
    theorem="linear.chart_box_count.potential",
    refuted="linear.chart_box_count.bound_attained",
    sharper="less than that",
    axioms=REALS,
)
spared = coq(
    NAME,
    "There is never less than nothing to spare.",
    theorem="linear.chart_box_count.never_negative",
    refuted="linear.chart_box_count.bound_attained",
    sharper="always something",
    axioms=REALS,
)
cuts = coq(
    NAME,
    "n sides are cut at most n (K + 2) times, if none is cut that is shorter than 2**-K.",
    theorem="linear.chart_box_count.cuts_at_most",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
longer = coq(
    NAME,
    "If only sides longer than 2**-K are cut, there is one cut fewer in all.",
    theorem="linear.chart_box_count.longer_sides_save_one",
    refuted="linear.chart_box_count.one_is_saved",
    sharper="two cuts fewer",
    axioms=REALS,
)
run_bound = coq(
    NAME,
    "At most 2 d - 1 + (d - 1) (K + 2) labels, whatever the answers.",
    theorem="linear.chart_box_stop.run_bound",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
stop = coq(
    NAME,
    "If sqrt(d - 1)/(2 sin(eps)) <= 2**K, sides of at most 2**-K end the run.",
    theorem="linear.chart_box_stop.stop",
    refuted="linear.chart_box_stop.one_halving_fewer",
    sharper="sides of 2**(1 - K)",
    axioms=REALS,
)
long_side = coq(
    NAME,
    "So until the run ends some side is longer than 2**-K.",
    theorem="linear.chart_box_stop.long_side",
    refuted="linear.chart_box_stop.one_halving_fewer",
    sharper="than 2**(1 - K)",
    axioms=REALS,
)
within = coq(
    NAME,
    "With sides of at most 2**-K the result is within eps of every w that agrees with the labels.",
    theorem="linear.chart_box_stop.within_eps",
    axioms=REALS,
)
mass = coq(
    NAME,
    "If no side of a cut has more than (1 + a)/2 of the mass, at most ((1 + a)/2)**q is left after q labels.",
    theorem="linear.chart_box_mass.mass_left",
    refuted="linear.chart_box_mass.mass_attained",
    sharper="less than that",
    axioms=REALS,
)
worth = coq(
    NAME,
    "So where m of the mass is left there were at most lg(1/m)/(1 - lg(1 + a)) labels.",
    theorem="linear.chart_box_mass.labels",
    refuted="linear.chart_box_mass.labels_attained",
    sharper="one label fewer",
    axioms=REALS,
)

formula = bound_tie(NAME, "linear.chart_box_stop")
premise = premise_tie(NAME)
