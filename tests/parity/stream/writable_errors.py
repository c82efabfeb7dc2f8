from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import next_tick, run
from node_http.stream import Writable


def make(name: str, write: object, **options: object) -> None:
    w = Writable(options, write=write)
    events(w, name, 'error close finish drain')
    log(
        name,
        w.write('1', lambda e: log(name, '1', e)),
        w.write('2', lambda e: log(name, '2', e)),
    )
    w.end(lambda e: log(name, 'ended', e))
    log(name, w.errored, w.destroyed, w.writable, w.writableAborted)


def throw() -> None:
    raise errors.NodeError('thrown')


ticks(8)
make('sync', lambda c, e, cb: cb(errors.NodeError('sync')))
make('async', lambda c, e, cb: next_tick(cb, errors.NodeError('async')))
make('stays', lambda c, e, cb: next_tick(cb, errors.NodeError('stays')), autoDestroy=False)
make('twice', lambda c, e, cb: (cb(), cb()))
try:
    make('throws', throw)
except errors.NodeError as e:
    log('caught', e)

run()
