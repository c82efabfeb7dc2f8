from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Transform


def make(name: str, **options: object) -> None:
    t = Transform(options)
    events(t, name, 'data end finish error close')
    try:
        t.write('a', lambda e: log(name, 'a', e))
    except errors.NodeError as e:
        log(name, 'threw', e)
    t.end(lambda e: log(name, 'ended', e))


ticks(6)
make('transform', transform=lambda c, e, cb: cb(errors.NodeError('bad')))
make(
    'flush',
    transform=lambda c, e, cb: cb(None, c),
    flush=lambda cb: cb(errors.NodeError('bad flush')),
)
make('none')
make('late', transform=lambda c, e, cb: Timer(2, cb, errors.NodeError('late')))

run()
