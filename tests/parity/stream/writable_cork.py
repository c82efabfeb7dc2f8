from __future__ import annotations

from helper import events, log, ticks

from node_http._runtime import next_tick, run
from node_http.stream import Writable

w = Writable(
    write=lambda c, e, cb: (log('_write', c), next_tick(cb)),
    writev=lambda chunks, cb: (
        log('_writev', [c.chunk for c in chunks], chunks[0].encoding, chunks.allBuffers),
        next_tick(cb),
    ),
)
events(w, 'w', 'drain finish close')
w.cork()
w.cork()
log(
    w.writableCorked,
    w.write('a', lambda: log('a written')),
    w.write('b'),
    w.write('c', lambda: log('c written')),
    w.writableLength,
)
w.uncork()
log(w.writableCorked, w.writableLength)
ticks(6)
w.uncork()
log(w.writableCorked, w.writableLength)
w.write('d')
w.write('e')
w.cork()
w.write('f')
w.end('g')
log(w.writableCorked)

run()
