from __future__ import annotations

from helper import events, log, ticks

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Duplex, Readable, Writable, finished


def watch(name: str, s: object, o: object = None) -> object:
    return finished(s, o or {}, lambda e: log(name, 'finished', e))


def readable() -> Readable:
    return Readable(read=lambda: None)


def writable() -> Writable:
    return Writable(write=lambda c, e, cb: cb())


def duplex() -> Duplex:
    return Duplex(read=lambda: None, write=lambda c, e, cb: cb())


a = readable()
watch('a', a)
events(a, 'a', 'end close')
a.push(None)
a.resume()
b = writable()
watch('b', b)
events(b, 'b', 'finish close')
b.end()
c = duplex()
watch('c', c)
watch('c readable', c, {'writable': False})
watch('c writable', c, {'readable': False})
events(c, 'c', 'end finish close')
c.push(None)
c.resume()
Timer(2, lambda: c.end())
d = readable()
watch('d', d)
d.destroy()
f = readable()
f.on('error', lambda: log('f error'))
watch('f', f)
watch('f no error', f, {'error': False})
f.destroy(errors.NodeError('f'))
g = readable()
watch('g', g)()
g.destroy()
h = writable()
h.end()
h.on('close', lambda: watch('h after', h))
i = readable()
i.on('error', lambda: None)
i.destroy(errors.NodeError('i'))
Timer(2, lambda: watch('i after', i))
j = duplex()
watch('j', j)
j.end()
j.destroy()
ticks(6)
for v in ('x', {}, None):
    try:
        finished(v, lambda: None)
    except errors.NodeError as e:
        log(e)
try:
    finished(readable())
except errors.NodeError as e:
    log(e)

run()
