from __future__ import annotations

from helper import log

from node_http._runtime import Timer, run
from node_http.stream import Duplex

d = Duplex(highWaterMark=5, read=lambda: None, write=lambda c, e, cb: Timer(1, cb))


def show() -> None:
    r, w = d._readableState, d._writableState
    log(
        r.length,
        r.ended,
        r.endEmitted,
        r.flowing,
        r.reading,
        r.needReadable,
        r.objectMode,
        r.highWaterMark,
        r.destroyed,
        r.errored,
        len(r.pipes),
        len(r.buffer),
        r.emitClose,
        r.autoDestroy,
        r.closed,
        r.encoding,
        r.defaultEncoding,
        r.readableListening,
        r.resumeScheduled,
        r.sync,
        r.constructed,
    )
    log(
        w.length,
        w.ending,
        w.ended,
        w.finished,
        w.needDrain,
        w.objectMode,
        w.highWaterMark,
        w.destroyed,
        w.errored,
        w.corked,
        w.bufferedRequestCount,
        w.writing,
        w.pendingcb,
        w.prefinished,
        w.finalCalled,
        w.emitClose,
        w.autoDestroy,
        w.closed,
        w.defaultEncoding,
        w.sync,
        w.constructed,
        len(w.getBuffer()),
    )


show()
d.push('abc')
d.write('abc')
d.write('def')
show()
d.end()
show()
d.push(None)
d.resume()
show()
d.on('close', show)

run()
