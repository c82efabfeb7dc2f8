from __future__ import annotations

from helper import log

from node_http._runtime import run
from node_http.buffer import Buffer
from node_http.stream import Writable


def make(**options: object) -> None:
    w = Writable(options, write=lambda c, e, cb: (log(isinstance(c, str), c, e), cb()))
    w.write('6162')
    w.write('6162', 'hex')
    w.write(Buffer.from_('cd'))
    w.write('\u00e9', 'latin1')
    log(w.writableLength, w._writableState.decodeStrings)


make()
make(decodeStrings=False)
make(defaultEncoding='hex')
make(decodeStrings=False, defaultEncoding='hex')
make(objectMode=True)

run()
