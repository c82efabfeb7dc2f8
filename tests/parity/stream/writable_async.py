from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import Writable


def write(c: object, e: str, cb: object) -> None:
    log('_write', c)
    Timer(2, lambda: (log('done', c), ticks(3), cb()))


w = Writable(highWaterMark=4, write=write)
events(w, 'w', 'drain prefinish finish close')
log(
    w.write('ab', lambda e: log('written ab', e)),
    w.write('cd', lambda e: log('written cd', e)),
    w.write('ef'),
    w.writableLength,
    len(w.writableBuffer),
)
w.once(
    'drain',
    lambda: (
        log('needs', w.writableNeedDrain),
        w.end('gh', lambda: log('ended')),
        log(w.writableLength),
    ),
)

run()
