"""Figures, ratios and goals: the arithmetic, without any measuring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

#: The contender that the goals are about.
OURS = 'node_http'

Runs = Mapping[str, Sequence[float | None]]


class Sense(Enum):
    """How a goal compares; the value is the sign that stands before its bound."""

    #: Both are costs, and we are to be faster: the peer's by ours, at least the bound.
    SPEED = '≥', 'of the speed of'
    #: Both are costs, and ours is limited: ours by the peer's, at most the bound.
    COST = '≤', 'of the cost of'
    #: Both are rates: ours by the peer's, at least the bound.
    RATE = '≥', 'of the rate of'
    #: Our figure itself, at most the bound.
    VALUE = '≤', ''

    @property
    def sign(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Spread:
    """A median and what it lies between."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Goal:
    """What is aimed at: `Goal(Sense.SPEED, 1.15, 'uvicorn')`."""

    sense: Sense
    bound: float
    against: str = ''

    def text(self, titles: Mapping[str, str], unit: str) -> str:
        """The goal in words; `titles` has the contenders' names as people read them."""
        if self.sense is Sense.VALUE:
            return f'{self.sense.sign} {self.bound:g} {unit}'
        return f'{self.sense.sign} {self.bound:.2f} {self.sense.words} {titles[self.against]}'

    def ratios(self, runs: Runs) -> list[float]:
        """One per round in which both sides were measured."""
        ours = runs.get(OURS, ())
        if self.sense is Sense.VALUE:
            return [own for own in ours if own is not None]
        pairs = [
            (own, peer)
            for own, peer in zip(ours, runs.get(self.against, ()))
            if own is not None and peer is not None
        ]
        if self.sense is Sense.SPEED:
            return [peer / own for own, peer in pairs if own > 0]
        return [own / peer for own, peer in pairs if peer > 0]

    def reached(self, value: float) -> bool:
        return value >= self.bound if self.sense.sign == '≥' else value <= self.bound


@dataclass(frozen=True)
class Verdict:
    """A goal, what was measured, and whether that reaches it; both are None where nothing was measured."""

    goal: Goal
    measured: Spread | None
    passed: bool | None

    @property
    def mark(self) -> str:
        return '–' if self.passed is None else '✓' if self.passed else '✗'


def spread(values: Sequence[float | None]) -> Spread | None:
    """The median of what was measured, between the least and the most; None where there is nothing."""
    known = [value for value in values if value is not None]
    return Spread(median(known), min(known), max(known)) if known else None


def judge(goal: Goal, runs: Runs) -> Verdict:
    """Whether the median of the rounds' ratios reaches the goal."""
    measured = spread(goal.ratios(runs))
    return Verdict(goal, measured, None if measured is None else goal.reached(measured.median))


def number(value: float) -> str:
    """Three significant digits, and no exponent."""
    size = abs(value)
    return f'{value:,.0f}' if size >= 100 else f'{value:.1f}' if size >= 10 else f'{value:.2f}'


def with_spread(value: Spread | None) -> str:
    """The median, and in brackets from where to where; or `not measured yet`."""
    if value is None:
        return 'not measured yet'
    return f'{number(value.median)} ({number(value.low)}–{number(value.high)})'
