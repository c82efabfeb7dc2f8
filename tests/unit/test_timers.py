"""The warnings of timers; what they do is in pairs/timers and in _runtime/."""

from __future__ import annotations

import math
from typing import Any

import pytest

from node_http import timers
from node_http._runtime import run
from node_http._runtime.hooks import NodeWarning

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize(
    ('delay', 'warning'),
    [
        (2**31, 'TimeoutOverflowWarning: 2147483648 does not fit into a 32-bit signed integer.'),
        (math.inf, 'TimeoutOverflowWarning: Infinity does not fit into a 32-bit signed integer.'),
        (-5, 'TimeoutNegativeWarning: -5 is a negative number.'),
        (math.nan, 'TimeoutNaNWarning: NaN is not a number.'),
    ],
)
def test_a_number_that_is_no_delay(delay: float, warning: str) -> None:
    with pytest.warns(NodeWarning) as warned:
        timeout = timers.setTimeout(lambda: None, delay)
    timeout.close()
    assert timeout._ms == 1
    assert str(warned[0].message) == f'{warning}\nTimeout duration was set to 1.'


@pytest.mark.parametrize(
    ('delay', 'ms'),
    [(0, 1), ('7', 7), ('x', 1), (None, 1), (True, 1), ([], 1), ({}, 1), (1.7, 1), (2**31 - 1, 2**31 - 1)],
)
def test_what_a_delay_counts_as(delay: Any, ms: int) -> None:
    timeout = timers.setTimeout(lambda: None, delay)
    timeout.close()
    assert timeout._ms == ms


def test_arguments_follow_the_calling_rule() -> None:
    seen: list[Any] = []

    async def coroutine(a: Any, b: Any, c: Any) -> None:
        seen.append((a, b, c))

    def main() -> None:
        timers.setTimeout(lambda: seen.append('none'), 1, 1, 2)
        timers.setTimeout(lambda a, b: seen.append((a, b)), 1, 1)
        timers.setTimeout(coroutine, 1, 1, 2)

    run(main)
    assert seen == ['none', (1, None), (1, 2, None)]


def test_a_forgotten_number_clears_nothing() -> None:
    timers.clearTimeout(10**9)
    timers.clearInterval(object())
    timers.clearImmediate(object())
