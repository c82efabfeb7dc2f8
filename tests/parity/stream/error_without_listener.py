from __future__ import annotations

from helper import log

from node_http import errors
from node_http._runtime import Timer, hooks, run
from node_http.stream import Readable

hooks.uncaught = lambda error, origin: log('uncaught', error) or True
r = Readable(read=lambda: None)
r.on('close', lambda: log('close'))
r.destroy(errors.NodeError('nobody listens'))
Timer(2, lambda: (log(r.closed), setattr(hooks, 'uncaught', None)))

run()
