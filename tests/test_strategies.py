"""The strategies reach every edge case that they promise, for every concept class."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import run
from qlearn.concepts.affine import AffineFunctions, SoftmaxModels
from qlearn.concepts.any_labellings import AnyLabellings
from qlearn.concepts.automata import Automaton, accepting
from qlearn.concepts.automaton_classes import Automata
from qlearn.concepts.boolean_polynomials import BooleanPolynomials
from qlearn.concepts.boolean_tree_classes import BooleanTrees, RankedTrees
from qlearn.concepts.box_half_spaces import BoxHalfSpaces
from qlearn.concepts.boxes import AnyBoxes, BoxesAround, UnionsOfBoxes
from qlearn.concepts.cdnf import Cdnfs
from qlearn.concepts.conjunctions import Conjunctions
from qlearn.concepts.dictators import Dictators
from qlearn.concepts.disjunctions import Disjunctions
from qlearn.concepts.drawn_half_spaces import DrawnHalfSpaces
from qlearn.concepts.grid_half_spaces import GridHalfSpaces
from qlearn.concepts.grid_polynomials import GridPolynomials
from qlearn.concepts.half_spaces import HalfSpaces, IntegerHalfSpaces
from qlearn.concepts.homogeneous_polynomials import HomogeneousPolynomials
from qlearn.concepts.horn import HornFormulas
from qlearn.concepts.juntas import Juntas
from qlearn.concepts.k_cnf import KCNFs
from qlearn.concepts.kernel_margins import KernelSums
from qlearn.concepts.known_half_spaces import KnownHalfSpaces
from qlearn.concepts.literals import Terms, TermsAt
from qlearn.concepts.lying_thresholds import LyingThresholds
from qlearn.concepts.margin_half_spaces import MarginHalfSpaces, axes
from qlearn.concepts.mealy_classes import MealyMachines
from qlearn.concepts.mixtures import Mixtures
from qlearn.concepts.monotone import MonotoneDNFs, MonotoneFunctions
from qlearn.concepts.monotone_labellings import MonotoneGrids, MonotoneLabellings, below
from qlearn.concepts.multiplicity_classes import MultiplicityAutomata
from qlearn.concepts.parities import Parities
from qlearn.concepts.polynomial_thresholds import PolynomialThresholds, SeededPolynomials
from qlearn.concepts.polynomials import PolynomialFunctions
from qlearn.concepts.pool_half_spaces import PoolHalfSpaces
from qlearn.concepts.rbf_networks import RbfNetworks
from qlearn.concepts.regression_trees import RegressionTrees
from qlearn.concepts.seeded_half_spaces import SeededHalfSpaces
from qlearn.concepts.short_grid_half_spaces import ShortGridHalfSpaces, squares
from qlearn.concepts.shortest_difference import shortest
from qlearn.concepts.sparse_half_spaces import SparseHalfSpaces
from qlearn.concepts.sparse_parities import SparseParities
from qlearn.concepts.sparse_polynomials import SparsePolynomials
from qlearn.concepts.tables import Tables
from qlearn.concepts.term_sums import TermSums
from qlearn.concepts.thresholds import GridThresholds, IntegerThresholds, IntervalThresholds
from qlearn.concepts.tree_classes import NamedTrees, Trees
from qlearn.domains import Box, Cube, Grid, Law, Space, Sphere
from qlearn.learners.boolean.elimination import elimination
from qlearn.oracle import legal
from qlearn.testing import adversaries, concepts, laws, points, rationals, teachers, trials, weights

LONG = settings(max_examples=5000, database=None, derandomize=True, deadline=None, phases=[Phase.generate])


def size(h: Any) -> float:
    return float(np.abs(h.w).max())


def tied(w: Any) -> bool:
    return len(w) > 1 and w.any() and len(set(np.abs(w))) < len(w)


def dyadic(x: Any, bits: int = 60) -> bool:
    return bool((Fraction(x).denominator & (Fraction(x).denominator - 1)) == 0 and Fraction(x).denominator < 2**bits)


def seeds_of(concept: Any) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return concept.given["positive"], concept.given["negative"]


EDGES: list[tuple[Any, dict[str, Callable[[Any], bool]]]] = [
    (
        Conjunctions(),
        {
            "constant": lambda c: not c.keep.any(),
            "needle": lambda c: len(c.keep) > 4 and bool(c.keep.all()),
            "one variable": lambda c: len(c.keep) == 1,
        },
    ),
    (
        Cdnfs(),
        {
            "true": lambda c: c.n > 4 and not c.falses,
            "false": lambda c: c.n > 4 and not c.trues,
            "one variable": lambda c: c.n == 1 and len(c.trues) == 1,
            "a needle": lambda c: c.n > 4 and len(c.trues) == 1 and c.trues[0][0] == (1 << c.n) - 1,
            "many leaves": lambda c: len(c.trues) > 4 and len(c.falses) > 4,
        },
    ),
    (
        HornFormulas(),
        {
            "true": lambda c: c.n > 4 and not c.clauses,
            "false": lambda c: (0, 0) in c.clauses,
            "one variable": lambda c: c.n == 1 and len(c.clauses) == 1,
            "a fact": lambda c: any(not body and head for body, head in c.clauses),
            "a cycle": lambda c: any(head and (head, body) in c.clauses for body, head in c.clauses),
            "heads that are bodies": lambda c: len({head for _, head in c.clauses} & {body for body, _ in c.clauses} - {0}) > 1,
        },
    ),
    (
        Terms(),
        {
            "false": lambda c: not c.satisfiable,
            "true": lambda c: not c.ones.any() and not c.zeros.any(),
            "needle": lambda c: len(c.ones) > 4 and bool((c.ones ^ c.zeros).all()),
            "one variable": lambda c: len(c.ones) == 1 and c.satisfiable,
        },
    ),
    (
        TermsAt(),
        {
            "true": lambda c: not c.ones.any() and not c.zeros.any(),
            "two words": lambda c: len(c.ones) > 64 and c.zeros[:64].any() and c.zeros[64:].any(),
            "one variable": lambda c: len(c.ones) == 1,
        },
    ),
    (
        MonotoneDNFs(),
        {
            "false": lambda c: not len(c.terms),
            "true": lambda c: len(c.terms) == 1 and not c.terms.any(),
            "two words": lambda c: c.terms.shape[1] > 64 and len(c.terms) > 2,
            "terms apart": lambda c: len(c.terms) > 2 and (c.terms.sum(axis=0) <= 1).all(),
        },
    ),
    (
        KCNFs(),
        {
            "false": lambda c: c.n > 3 and not c(c.domain.points()).any(),
            "true": lambda c: c.n > 3 and not len(c.masks),
            "one clause": lambda c: len(c.masks) == 1 and c.n > 3,
            "few terms": lambda c: c.k > 1 and c.n > 3 and len(c.masks) > 9 and c(c.domain.points()).any(),
        },
    ),
    (
        MonotoneFunctions(),
        {
            "false": lambda c: not len(c.terms) and c.sizes["t"] == 1,
            "true": lambda c: not len(c.maxterms),
            "many maxterms": lambda c: c.sizes["t"] > 8 > c.sizes["m"],
            "one variable": lambda c: c.sizes == {"n": 1, "m": 1, "t": 1},
        },
    ),
    (
        Automata(),
        {
            "no word": lambda c: shortest(c.layout, Automaton(c.step[:1] * 0, c.accepts[:1] & False)) is None,
            "the empty word alone": lambda c: accepting(c) == "the empty word",
            "all states needed": lambda c: c.sizes["n"] == len(c.step) == 6,
            "unreachable": lambda c: len(c.layout.step) < len(c.step),
            "one letter": lambda c: c.k == 1 and c.sizes["n"] > 4,
        },
    ),
    (
        MealyMachines(),
        {
            "one output": lambda c: c.n == 1 and len(c.step) > 3 and c.k > 1,
            "all states needed": lambda c: c.n == len(c.step) == 6,
            "told apart by words alone": lambda c: c.n > 3 and len(np.unique(c.output, axis=0)) == 2,
            "many outputs": lambda c: len(np.unique(c.output)) == 4,
        },
    ),
    (
        Dictators(1),
        {"one": lambda c: c.N == 1, "the last of many": lambda c: c.N > 99 and c.i == c.N - 1},
    ),
    (
        LyingThresholds(),
        {
            "no point": lambda c: c.given["N"] == 0 and c.given["e"] > 0,
            "no lie": lambda c: c.given["N"] > 2 and c.given["e"] == 0,
            "all rejected": lambda c: c.t == c.given["N"] > 2 and c.given["e"] > 2,
        },
    ),
    (
        MonotoneGrids(),
        {
            "one point": lambda c: c.sizes["N"] == 1,
            "all true": lambda c: c.sizes["N"] > 9 and not any(c.heights),
            "all false": lambda c: c.sizes["N"] > 9 and min(c.heights) == c.sizes["N"],
        },
    ),
    (
        MonotoneLabellings(),
        {
            "one point": lambda c: c.sizes["n"] == 1,
            "a chain": lambda c: c.sizes["n"] > 9 and c.sizes["d"] == 1 and 0 < c.labels.sum() < c.sizes["n"],
            "no order": lambda c: c.sizes["n"] > 9 and below(c.pool).sum() == c.sizes["n"],
            "all false": lambda c: c.sizes["n"] > 9 and not c.labels.any(),
            "all true": lambda c: c.sizes["n"] > 9 and bool(c.labels.all()),
        },
    ),
    (
        SparseParities(),
        {
            "none": lambda c: c.most == 0,
            "fewer than promised": lambda c: 0 < c.chosen.sum() < c.most,
            "the last": lambda c: c.most > 2 and len(c.chosen) > 60 and bool(c.chosen[-c.most :].all()),
        },
    ),
    (Parities(), {"constant": lambda c: not c.chosen.any(), "all": lambda c: len(c.chosen) > 4 and bool(c.chosen.all())}),
    (
        Juntas(),
        {
            "constant": lambda c: not c.variables,
            "needle": lambda c: len(c.variables) > 2 and c.table.sum() == 1,
            "told more than there are": lambda c: c.most > len(c.variables) > 0,
            "one variable": lambda c: c.n == 1,
            "two words": lambda c: c.n > 64 and any(i > 63 for i in c.variables),
        },
    ),
    (
        BooleanPolynomials(),
        {
            "constant": lambda c: c.monomials == (0,),
            "nothing": lambda c: not c.monomials,
            "told more than the degree": lambda c: c.given["d"] > c.degree,
            "many": lambda c: len(c.monomials) > 20,
            "two words": lambda c: c.n > 64 and bool(c.monomials),
        },
    ),
    (
        BooleanTrees(),
        {
            "constant": lambda c: c.root is True,
            "a variable twice on a path": lambda c: c.measures[1] - 1 > c.sizes["r"] > 1,
            "told more than the depth": lambda c: c.given["d"] > c.measures[0],
            "full": lambda c: c.measures[:2] == (3, 8),
        },
    ),
    (BooleanTrees(parities=True), {"parity": lambda c: c.n > 8 and c.measures[0] == 1 and c.sizes["r"] > 1}),
    (RankedTrees(), {"rank 2": lambda c: c.measures[2] == 2, "told more": lambda c: c.given["k"] > c.measures[2]}),
    (
        MultiplicityAutomata(),
        {
            "zero": lambda c: c.rank == 0 and len(c.start) > 1,
            "nothing at the empty word": lambda c: c.rank > 1 and c.sizes["R"] > c.rank,
            "rank lost modulo p": lambda c: len(c.start) > 3 and c.p == 2 and c.rank == 1,
            "large rank": lambda c: c.rank > 4 and c.k > 1,
        },
    ),
    (
        TermSums(),
        {
            "false": lambda c: not c.sizes["r"] and c.n > 4,
            "true": lambda c: len(c.terms) == 1 and (c.terms == -1).all(),
            "one variable": lambda c: c.n == 1,
            "needle": lambda c: len(c.terms) == 1 and c.n > 3 and (c.terms != -1).all(),
            "more terms than rank": lambda c: 2 * c.sizes["r"] < len(c.terms),
            "large": lambda c: c.n > 10 and c.sizes["r"] > 2,
        },
    ),
    (
        Tables(),
        {
            "one concept": lambda c: len(c.table) == 1,
            "constant": lambda c: not any(c.table[c.row]),
            "needle": lambda c: len(c.table) > 2 and len(c.table[0]) > 3 and sum(c.table[c.row]) == 1,
        },
    ),
    (
        AnyLabellings(),
        {
            "one concept": lambda c: len(c.table) == 1,
            "a row": lambda c: len(c.table[0]) > 2 and c.labelled in c.table,
            "the opposite of a row": lambda c: len(c.table) > 1 and tuple(1 - x for x in c.labelled) in c.table,
            "constant": lambda c: len(c.labelled) > 3 and not any(c.labelled),
        },
    ),
    (
        Trees(),
        {
            "constant": lambda c: c.sizes["P"] == 1 and c.axes.N > 2,
            "one feature": lambda c: c.axes.d == 1 and c.sizes["s"] > 1,
            "a cut that changes nothing": lambda c: c.sizes["L"] == 2 and len(set(c.cells.label)) == 1,
            "thresholds that repeat": lambda c: c.sizes["s"] + 1 < c.sizes["L"],
            "every float": lambda c: c.axes.N > 2**60 and c.sizes["s"] > 0,
            "an axis of one place": lambda c: c.axes.d > 1 and min(c.axes.sizes) == 1,
        },
    ),
    (
        NamedTrees(),
        {
            "one leaf": lambda c: c.sizes["L"] == 1 and c.axes.N > 2,
            "many leaves": lambda c: c.sizes["L"] > 8,
            "a leaf of one place": lambda c: c.axes.N > 2 and (c.cells.low == c.cells.high).all(axis=1).any(),
        },
    ),
    (
        RegressionTrees(),
        {
            "constant": lambda c: len(c.cells) == 1,
            "one feature": lambda c: c.axes.d == 1 and len(c.cells) > 3,
            "neighbouring floats": lambda c: len(c.cells) > 1 and 0 < np.ptp(c.table) < 1e-300,
            "huge": lambda c: np.abs(c.table).max() >= 1e300,
            "thresholds that repeat": lambda c: c.sizes["s"] + 1 < c.sizes["L"],
        },
    ),
    (
        AnyBoxes(),
        {
            "nothing": lambda c: not len(c.low),
            "one point": lambda c: len(c.low) and (c.low == c.high).all() and c.axes.N > 2,
            "everything": lambda c: len(c.low) and c.axes.N > 2 and (c.low == 0).all() and (c.high == c.axes.last).all(),
            "one dimension": lambda c: c.axes.d == 1,
            "an axis of one place": lambda c: c.axes.d > 1 and min(c.axes.sizes) == 1,
        },
    ),
    (
        BoxesAround(),
        {
            "one point": lambda c: c.axes.N > 2 and (c.low == c.high).all(),
            "everything": lambda c: c.axes.N > 2 and (c.low == 0).all() and (c.high == c.axes.last).all(),
            "a start in a corner": lambda c: (
                c.axes.d > 1 and (c.low < c.high).all() and (c.axes.place(np.array([c.given["start"]])) == c.low).all()
            ),
            "very many places": lambda c: c.axes.N > 2**60,
        },
    ),
    (
        UnionsOfBoxes(),
        {
            "nothing": lambda c: not len(c.low) and c.given["k"] > 0,
            "promised more": lambda c: 0 < len(c.low) < c.given["k"],
            "boxes that meet": lambda c: len(c.low) > 1 and (c.low.max(axis=0) <= c.high.min(axis=0)).all(),
            "everything": lambda c: c.axes.N > 2 and bool(c.cells.label.all()),
        },
    ),
    (
        IntervalThresholds(),
        {
            "at the end": lambda c: c.t == c.given["b"],
            "dyadic": lambda c: dyadic(c.t),
            "not dyadic": lambda c: c.t.denominator % 7 == 0,
            "tiny": lambda c: c.given["b"] - c.given["a"] < Fraction(1, 10**11),
            "huge": lambda c: c.given["b"] - c.given["a"] > 10**8,
        },
    ),
    (
        GridThresholds(),
        {
            "constant": lambda c: c.t == c.given["N"],
            "all": lambda c: c.t == 0,
            "wide": lambda c: c.given["N"] > 500,
        },
    ),
    (
        IntegerThresholds(),
        {
            "first": lambda c: c.t == 1,
            "power": lambda c: c.t == 2**40,
            "past a power": lambda c: c.t == 2**40 + 1,
        },
    ),
    (
        AffineFunctions(),
        {
            "constant": lambda c: len(c.w) > 1 and not c.w.any() and c.b != 0,
            "zero weight": lambda c: len(c.w) > 1 and c.w.any() and not c.w.all(),
            "tie": lambda c: tied(c.w),
            "tiny": lambda c: 0 < size(c) < 1e-10,
            "huge": lambda c: size(c) > 1e12,
        },
    ),
    (
        SoftmaxModels(),
        {
            "constant": lambda c: not c.W.any(),
            "zero weight": lambda c: c.W.shape[1] > 1 and bool((c.W[:-1] == 0).any()) and c.W.any(),
            "tie": lambda c: tied(c.W[0]),
            "nearly constant": lambda c: 0 < np.abs(c.W).max() < 1e-11,
        },
    ),
    (
        HalfSpaces(),
        {
            "one dimension": lambda c: len(c.w) == 1,
            "zero weight": lambda c: len(c.w) > 2 and not c.w.all(),
            "tie": lambda c: tied(c.w),
            "needle": lambda c: len(c.w) > 2 and sorted(np.abs(c.w))[-2] < 1e-11 * size(c),
            "not dyadic": lambda c: any(x != 0 and not dyadic(x / size(c) if size(c) else 0, 50) for x in c.w),
            "tiny": lambda c: size(c) < 1e-12,
            "huge": lambda c: size(c) > 1e12,
        },
    ),
    (
        HalfSpaces(homogeneous=False),
        {
            "constant": lambda c: not c.w.any(),
            "through the origin": lambda c: c.b == 0 and c.w.any(),
        },
    ),
    (
        Disjunctions(),
        {
            "constantly false": lambda c: not c.keep.any(),
            "few of many": lambda c: len(c.keep) == 20 and 0 < c.keep.sum() < 4,
            "all": lambda c: len(c.keep) > 3 and c.keep.all(),
            "promised more": lambda c: c.given["k"] > c.keep.sum(),
        },
    ),
    (
        GridHalfSpaces(),
        {
            "constantly true": lambda c: not any(c.w) and c.b >= 0,
            "constantly false": lambda c: not any(c.w) and c.b < 0,
            "one dimension": lambda c: len(c.w) == 1 and c.w[0] != 0,
            "zero weight": lambda c: any(c.w) and not all(c.w),
            "huge beside small": lambda c: max(c.w) > 10**29 and 1 in c.w,
            "too many to list": lambda c: (c.N + 1) ** len(c.w) > 10**5,
            "a point on the boundary": lambda c: len(c.w) == 2 and all(c.w) and (c.values(c.domain.points()) == 0).any(),
        },
    ),
    (
        ShortGridHalfSpaces(),
        {
            "constant": lambda c: not any(c.w),
            "a point on the boundary": lambda c: any(c.w) and (c.values(c.domain.points()) == 0).any(),
            "promised more": lambda c: squares(c.w, c.b) < c.S,
        },
    ),
    (
        MarginHalfSpaces(),
        {
            "free labels": lambda c: c.points == axes(5) and c.R**2 // c.g**2 == 5,
            "one dimension": lambda c: len(c.w) == 1,
            "zero weight": lambda c: any(c.w) and not all(c.w),
            "a ball": lambda c: not c.points and len(c.w) > 2,
            "a small margin": lambda c: c.points and c.R / c.g > 8,
        },
    ),
    (
        Mixtures(),
        {
            "one coordinate": lambda c: len(c.w) > 4 and sum(c.w) == 1,
            "all": lambda c: len(c.w) > 4 and all(c.w),
            "nothing to learn": lambda c: len(c.w) == 1,
            "a small margin": lambda c: c.X / c.g > 10,
        },
    ),
    (Mixtures(signed=True), {"both signs": lambda c: {-1, 0, 1} == set(c.w)}),
    (
        SparseHalfSpaces(),
        {
            "one alone": lambda c: len(c.w) > 8 and c.sizes["s"] == 1,
            "all": lambda c: len(c.w) == c.sizes["s"] > 2,
            "one dimension": lambda c: len(c.w) == 1,
            "huge beside small": lambda c: np.ptp(np.log2(np.abs(c.w[c.w != 0]))) > 50,
            "tie": lambda c: tied(c.w[c.w != 0]),
        },
    ),
    (
        PoolHalfSpaces(),
        {
            "constant": lambda c: not any(c.w) and len(c.pool) > 2,
            "one point": lambda c: len(c.pool) == 1 and any(c.w),
            "three dimensions": lambda c: len(c.w) == 3 and all(c.w),
            "a point on the boundary": lambda c: all(c.w) and len(c.w) == 2 and (c.values(c.domain.points()) == 0).any(),
            "a tie": lambda c: any(c.w) and len(set((np.array(c.pool) @ np.array(c.w)).tolist())) < len(c.pool),
            "more than a sample": lambda c: len(c.pool) > 20 and any(c.w),
        },
    ),
    (
        IntegerHalfSpaces(),
        {
            "zero weight": lambda c: len(c.w) > 1 and not c.w.all(),
            "tie": lambda c: tied(c.w),
            "largest": lambda c: c.given["W"] == 100 and size(c) == 100,
        },
    ),
    (
        BoxHalfSpaces(),
        {
            "one dimension": lambda c: len(c.w) == 1,
            "zero weight": lambda c: len(c.w) > 1 and not c.w.all(),
            "a small box": lambda c: c.domain.half_width.max() < 1e-5,
            "a large box": lambda c: c.domain.half_width.max() > 1e5,
        },
    ),
    (
        SeededHalfSpaces(),
        {
            "one dimension": lambda c: len(c.w) == 1,
            "zero weight": lambda c: len(c.w) > 1 and not c.w.all(),
            "seeds apart in one coordinate": lambda c: len(c.w) > 1 and sum(map(float.__ne__, *seeds_of(c))) == 1,
            "seeds apart in all": lambda c: len(c.w) > 2 and sum(map(float.__ne__, *seeds_of(c))) == len(c.w),
            "a seed on the boundary": lambda c: c.values(np.array([c.given["positive"]]))[0, 0] == 0,
            "huge": lambda c: np.abs(c.w).max() > 1e12,
        },
    ),
    (
        DrawnHalfSpaces(),
        {
            "one dimension": lambda c: len(c.w) == 1,
            "zero weight": lambda c: len(c.w) > 2 and not c.w.all(),
            "tie": lambda c: tied(c.w),
            "no noise": lambda c: c.sigma == 0 and len(c.w) > 1,
            "much noise": lambda c: c.sigma * c.sigma * len(c.w) >= 1,
            "huge": lambda c: size(c) > 1e12,
            "tiny": lambda c: size(c) < 1e-10,
        },
    ),
    (DrawnHalfSpaces(told=True), {"promised more": lambda c: c.given["sigmahat"] > c.sigma}),
    (
        KnownHalfSpaces(),
        {
            "one dimension": lambda c: len(c.w) == 1,
            "told": lambda c: c.given["target"] == tuple(c.w.tolist()),
        },
    ),
    (
        PolynomialFunctions(),
        {
            "constant": lambda f: f.p > 0 and f.coefficients[0] != 0 and not f.coefficients[1:].any(),
            "zero": lambda f: f.p > 1 and not f.coefficients.any(),
            "one variable": lambda f: f.d == 1 and f.p > 2,
            "a far box": lambda f: bool((np.abs(f.centre) > 1e4 * f.step).any()),
            "tiny": lambda f: 0 < f.size < 1e-6,
            "huge": lambda f: f.size > 1e12,
        },
    ),
    (
        HomogeneousPolynomials(),
        {
            "a constant": lambda f: f.p == 0 and f.size > 0,
            "one variable": lambda f: f.d == 1 and f.p > 2 and f.size > 0,
            "zero": lambda f: f.p > 0 and not f.coefficients.any(),
            "steps apart": lambda f: bool(np.ptp(np.log10(f.step)) > 10),
        },
    ),
    (
        SparsePolynomials(),
        {
            "zero": lambda f: f.T > 1 and not f.terms,
            "constant": lambda f: len(f.terms) == 1 and not any(f.terms[0][0]) and f.n > 1,
            "fewer terms": lambda f: 0 < len(f.terms) < f.T - 2,
            "high degree": lambda f: any(max(e) > 100 for e, _ in f.terms),
            "all terms": lambda f: len(f.terms) == f.T > 4,
            "no whole coefficient": lambda f: any(a.denominator > 1 for _, a in f.terms),
        },
    ),
    (
        RbfNetworks(),
        {
            "one centre": lambda c: len(c.centres) == 1,
            "one dimension": lambda c: len(c.centres[0]) == 1 and len(c.centres) > 2,
            "centres that meet along the first axis": lambda c: (
                len(c.centres[0]) > 1 and len({x[0] for x in c.centres}) < len(c.centres)
            ),
            "weights that cancel": lambda c: len(c.weights) > 1 and sum(c.weights) == 0,
        },
    ),
    (
        RbfNetworks(intercept=True),
        {"no intercept": lambda c: c.b == 0, "an intercept": lambda c: c.b < 0 and len(c.centres) > 2},
    ),
    (
        PolynomialThresholds(),
        {
            "constant": lambda c: not c.w[1:].any(),
            "one variable": lambda c: c.d == 1,
            "lower degree": lambda c: c.p > 1 and not c.w[-1],
            "huge": lambda c: np.abs(c.w).max() > 2.0**290,
        },
    ),
    (
        SeededPolynomials(),
        {
            "a quadric": lambda c: c.p == 2,
            "a seed in a corner": lambda c: np.abs(c.given["positive"]).min() == 1,
            "tiny": lambda c: np.abs(c.w).max() < 2.0**-290,
        },
    ),
    (
        GridPolynomials(),
        {
            "constant": lambda c: not any(c.w[1:]),
            "the cube": lambda c: c.N == 1 and c.p > 1,
            "a tie": lambda c: bool((c.values(c.domain.points()) == 0).any()),
            "huge": lambda c: max(map(abs, c.w)) > 10**29,
        },
    ),
    (
        KernelSums(),
        {
            "axes": lambda c: len(c.points) > 1 and all(sum(map(bool, x)) == 1 for x in c.points),
            "an offset": lambda c: len(c.points) > 1 and all(x[-1] == 1 for x in c.points),
            "degree 1": lambda c: c.p == 1,
        },
    ),
]
CASES = [(learns, name, holds) for learns, edges in EDGES for name, holds in edges.items()]


@pytest.mark.parametrize(("learns", "edge", "holds"), CASES, ids=lambda x: "" if callable(x) else str(x))
def test_an_edge_case_is_reached(learns: Any, edge: str, holds: Callable[[Any], bool]) -> None:
    assert find(concepts(learns), holds, settings=LONG) is not None, edge


def test_every_class_of_the_catalogue_is_looked_at() -> None:
    kinds = {type(learner.theorem.learns) for learner in qlearn.catalogue().values()}
    assert kinds == {type(learns) for learns, _ in EDGES}


@pytest.mark.parametrize(
    ("edge", "holds"),
    {
        "zero": lambda x: x == 0,
        "dyadic": lambda x: x.denominator == 1024,
        "not dyadic": lambda x: x.denominator % 7 == 0,
        "tiny": lambda x: 0 < abs(x) <= Fraction(1, 10**9),
        "huge": lambda x: x > 10**11,
        "negative": lambda x: x < 0,
    }.items(),
    ids=lambda x: str(x) if isinstance(x, str) else "",
)
def test_rationals(edge: str, holds: Callable[[Fraction], bool]) -> None:
    find(rationals(), holds, settings=LONG)
    assert edge


@pytest.mark.parametrize(
    ("edge", "holds"),
    {
        "tie": tied,
        "zero entry": lambda w: w.any() and not w.all(),
        "zero": lambda w: not w.any(),
        "needle": lambda w: w.any() and sorted(np.abs(w))[-2] <= 1e-12 * np.abs(w).max(),
        "1e-12": lambda w: 0 < np.abs(w).max() <= 1e-12,
        "1e12": lambda w: np.abs(w).max() >= 1e12,
    }.items(),
    ids=lambda x: str(x) if isinstance(x, str) else "",
)
def test_weights(edge: str, holds: Callable[[Any], bool]) -> None:
    find(weights(3), holds, settings=LONG)
    assert edge


@given(weights(2, zero=False))
def test_weights_without_zero(w: Any) -> None:
    assert w.any()
    assert w.shape == (2,)


@pytest.mark.parametrize(
    "domain", [Cube(3), Grid(5, 2), Grid(2**53, first=1), Box((0.0, -2.0), (1.0, 1e12)), Space(3), Sphere(2)]
)
def test_points_lie_in_their_domain(domain: Any) -> None:
    @settings(LONG, max_examples=60)
    @given(points(domain))
    def inside(X: Any) -> None:
        assert X.ndim == 2
        assert domain.contains(X).all()

    inside()
    find(points(domain), lambda X: len(X) > 1 and len(np.unique(X, axis=0)) < len(X), settings=LONG)


def test_laws_hide_mass_on_a_point() -> None:
    find(laws(Cube(2)), lambda law: min(law.weights) < Fraction(1, 1000), settings=LONG)
    find(laws(Cube(2)), lambda law: len(law.points) == 4, settings=LONG)
    only = find(laws(Cube(1)), lambda law: True, settings=LONG)
    assert isinstance(only, Law)
    assert sum(only.weights) == 1


@given(st.data())
def test_an_adversary_drawn_by_hypothesis_is_legal_and_within_the_bound(data: Any) -> None:
    n = data.draw(st.integers(1, 5))
    adversary = data.draw(adversaries(Conjunctions(), n=n))
    done = run(elimination(n=n), adversary)
    assert done.ledger["equivalence"] <= n + 1
    assert all(legal(turn.query, adversary.witness, turn.answer) for turn in done.turns)
    assert done.hypothesis.key() == adversary.witness.key()


def test_the_whole_game_is_explored() -> None:
    lengths = set()

    @settings(LONG, max_examples=200)
    @given(adversaries(Conjunctions(), n=3))
    def play(adversary: Any) -> None:
        lengths.add(run(elimination(n=3), adversary).ledger["equivalence"])

    play()
    assert lengths == {1, 2, 3, 4}


@given(trials(elimination), st.data())
def test_trials_and_teachers_are_what_a_users_test_needs(trial: Any, data: Any) -> None:
    teacher = data.draw(teachers(elimination, trial.concept))
    for other in (teacher, trial.teacher()):
        assert run(trial.learning, other).hypothesis.key() == trial.concept.key()


def test_concepts_of_a_size() -> None:
    for k in range(3):
        assert find(concepts(elimination, {"n": 2}), lambda c, k=k: c.keep.sum() == k, settings=LONG).given == {"n": 2}
