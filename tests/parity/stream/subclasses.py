from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import run
from node_http.stream import Readable, Transform, Writable


class Source(Readable):
    def __init__(self) -> None:
        super().__init__({'highWaterMark': 2})
        self.n = 0

    def _read(self) -> None:
        self.n += 1
        self.push(None if self.n > 3 else str(self.n))

    def _destroy(self, e: object, cb: object) -> None:
        log('Source._destroy', e)
        cb(e)


class Upper(Transform):
    def _transform(self, c: object, e: str, cb: object) -> None:
        self.push(str(c) + str(c))
        cb()

    def _flush(self, cb: object) -> None:
        self.push('.')
        cb()


class Sink(Writable):
    def _construct(self, cb: object) -> None:
        log('Sink._construct')
        cb()

    def _write(self, c: object, e: str, cb: object) -> None:
        log('Sink._write', c)
        cb()

    def _final(self, cb: object) -> None:
        log('Sink._final')
        cb()


sink = Sink()
events(sink, 'sink', 'finish close')
ticks(14)
Source().pipe(Upper()).pipe(sink)

run()
