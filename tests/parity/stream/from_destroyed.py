from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Readable


def gen():
    try:
        yield 1
        yield 2
        yield 3
    except errors.NodeError as e:
        log('caught', e)
    finally:
        log('finally')


r = Readable.from_(gen())
events(r, 'r', 'data end error close')
r.once('data', lambda: r.destroy())
q = Readable.from_(gen())
events(q, 'q', 'data end error close')
q.once('data', lambda: (Timer(2, lambda: q.destroy(errors.NodeError('enough'))), q.pause()))

run()
