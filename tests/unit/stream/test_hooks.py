from __future__ import annotations

from typing import Any

from node_http.stream import Readable
from node_http.stream._hooks import hook, merged, nop, once_called


def test_a_hook_is_looked_up_at_each_call() -> None:
    class Source(Readable):
        def _read(self) -> None:
            seen.append('class')

    seen: list[str] = []
    source = Source()
    hook(source, '_read')(1)
    source._read = lambda: seen.append('instance')  # type: ignore[method-assign]
    hook(source, '_read')(1)
    hook(source, '_read')(1)
    del source._read
    hook(source, '_read')(1)
    assert seen == ['class', 'instance', 'instance', 'class']


def test_no_hook() -> None:
    assert hook(Readable(), '_construct') is None
    assert hook(Readable(), '_flush') is None


def test_an_adapted_override_keeps_its_name_and_its_super() -> None:
    class Source(Readable):
        def _destroy(self, error: Any) -> None:  # type: ignore[override]
            """Note it."""
            seen.append(error)

    class Further(Source):
        def _destroy(self, error: Any, callback: Any) -> None:  # type: ignore[override]
            super()._destroy(error, callback)  # type: ignore[call-arg]
            callback(error)

    seen: list[Any] = []
    assert Source._destroy.__name__ == '_destroy'
    assert Source._destroy.__doc__ == 'Note it.'
    Further().destroy()
    assert seen == [None]


def test_merged() -> None:
    assert merged(None, {}) == {}
    assert merged({'a': 1}, {}) == {'a': 1}
    assert merged({'a': 1, 'b': 1}, {'b': 2}) == {'a': 1, 'b': 2}


def test_once_called() -> None:
    seen: list[int] = []
    call = once_called(seen.append)
    call(1)
    call(2)
    assert seen == [1]
    assert nop(1, 2) is None  # type: ignore[func-returns-value]
