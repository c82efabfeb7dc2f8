"""The client of a scenario, on node_http; client.js is its twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import node_http as http
from node_http._jsobject import UNDEFINED
from node_http.buffer import Buffer
from node_http.errors import DOMException
from node_http.websocket import Blob

Log = Callable[..., None]


class Client:
    """A WebSocket that does as it is told, and logs what it sees."""

    def __init__(self, plan: dict[str, Any], log: Log) -> None:
        self.plan = plan.get('on', {})
        self.log = log
        self.counts: dict[str, int] = {}
        self.ws = ws = http.WebSocket(plan['url'], plan.get('protocols', []))
        self.actions: dict[str, Callable[..., Any]] = {
            'send': lambda text: ws.send(text),
            'sendBytes': lambda text: ws.send(Buffer.from_(text, 'hex')),
            'sendArrayBuffer': lambda text: ws.send(bytearray.fromhex(text)),
            'sendBlob': lambda text: ws.send(Blob([text])),
            'sendRepeated': lambda text, times: ws.send(text * times),
            'close': lambda *args: ws.close(*args),
            'closeForReason': lambda reason: ws.close(UNDEFINED, reason),
            'binaryType': lambda value: setattr(ws, 'binaryType', value),
            'state': lambda: log('state', self.state()),
        }
        log('new', self.state())
        for kind in ('open', 'message', 'error', 'close'):
            ws.addEventListener(kind, self.listener(kind))
        self.act(plan.get('first'))

    def listener(self, kind: str) -> Callable[[Any], None]:
        def listen(event: Any) -> None:
            count = self.counts[kind] = self.counts.get(kind, 0) + 1
            self.log(kind, self.fields(event), self.state())
            self.act(self.plan.get(kind))
            self.act(self.plan.get(f'{kind}{count}'))

        return listen

    def act(self, actions: Any) -> None:
        for name, *args in actions or ():
            try:
                self.actions[name](*args)
                if name != 'state':
                    self.log('did', name, self.state())
            except Exception as failure:
                self.log('threw', name, error(failure))

    def state(self) -> dict[str, Any]:
        return {
            name: getattr(self.ws, name)
            for name in ('readyState', 'bufferedAmount', 'protocol', 'extensions')
        }

    def fields(self, event: Any) -> dict[str, Any]:
        own = {
            'event': type(event).__name__,
            'bubbles': event.bubbles,
            'cancelable': event.cancelable,
            'isTarget': event.target is self.ws,
        }
        names = {
            'open': '',
            'message': 'origin lastEventId source ports',
            'close': 'code reason wasClean',
            'error': 'message filename lineno colno',
        }[event.type]
        if event.type == 'message':
            own |= data(event.data)
        elif event.type == 'error':
            own['error'] = error(event.error)
        return own | {name: getattr(event, name) for name in names.split()}


def error(e: Any) -> dict[str, Any]:
    kind = 'DOMException' if isinstance(e, DOMException) else e.name
    return {'constructor': kind, 'name': e.name, 'code': e.code, 'message': e.message}


def data(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {'text': value}
    if isinstance(value, Buffer):
        return {'arraybuffer': value.toString('hex')}
    return {'blob': value.size, 'type': value.type}
