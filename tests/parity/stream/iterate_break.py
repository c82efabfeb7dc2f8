from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import current, run
from node_http.stream import Readable

n = 0


async def main() -> None:
    def read() -> None:
        global n
        n += 1
        r.push(n)

    r = Readable(objectMode=True, read=read, destroy=lambda e, cb: (log('_destroy', e), cb(e)))
    events(r, 'r', 'close error end')
    async for c in r:
        log('chunk', c)
        if c == 3:
            break
    log('left', r.destroyed, r.readableAborted)
    k = Readable(objectMode=True, read=lambda: None)
    k.push(1)
    k.push(2)
    async for d in k.iterator(destroyOnReturn=False):
        log('kept', d)
        break
    log(k.destroyed, k.listenerCount('readable'))
    t = Readable(objectMode=True, read=lambda: None)
    events(t, 't', 'close error end')
    t.push(1)
    try:
        async for _ in t:
            raise errors.NodeError('in the loop')
    except errors.NodeError as e:
        log(e)
    log(t.destroyed)


current().create_task(main())

run()
