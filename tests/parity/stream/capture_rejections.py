from __future__ import annotations

from helper import events, log

from node_http import errors
from node_http._runtime import Timer, run
from node_http.stream import Readable

r = Readable(captureRejections=True, read=lambda: None)
events(r, 'r', 'error close')


@r.on('data')
async def on_data(c: object) -> None:
    raise errors.NodeError(f'rejected {c}')


r.push('x')
Timer(5, lambda: log(r.destroyed, r.errored))

run()
