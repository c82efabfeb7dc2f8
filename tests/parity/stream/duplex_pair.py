from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import Timer, run
from node_http.stream import duplexPair

a, b = duplexPair(highWaterMark=4)
events(a, 'a', 'data end finish close drain')
events(b, 'b', 'end finish close drain')
log(
    a.write('one', lambda: log('one written')),
    a.write('two', lambda: log('two written')),
    a.write(''),
    a.writableLength,
)
ticks(8)


def later() -> None:
    log(b.read(), b.readableLength, a.writableLength)
    b.on('data', lambda c: log('b data', c))
    b.write('reply')
    a.end('last')
    b.end()


Timer(5, later)

run()
