"""The same as ASGI applications, for uvicorn, granian and hypercorn: `uvicorn asgi:hello`."""

from __future__ import annotations

from typing import Any

HELLO = b'{"hello":"world"}'
_LENGTH = str(len(HELLO)).encode()


async def hello(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b'content-type', b'application/json'), (b'content-length', _LENGTH)]
    await send({'type': 'http.response.start', 'status': 200, 'headers': headers})
    await send({'type': 'http.response.body', 'body': HELLO})


async def upload(scope: Any, receive: Any, send: Any) -> None:
    received = 0
    more = True
    while more:
        message = await receive()
        received += len(message.get('body', b''))
        more = message.get('more_body', False)
    body = str(received).encode()
    headers = [(b'content-length', str(len(body)).encode())]
    await send({'type': 'http.response.start', 'status': 200, 'headers': headers})
    await send({'type': 'http.response.body', 'body': body})
