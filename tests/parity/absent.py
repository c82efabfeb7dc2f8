"""Why a scenario does not run on an older binary: what that one lacks, and which release brought it."""

from __future__ import annotations

import json
import re
from typing import Any

from node_http.versions import MEMBERS

Trace = list[list[Any]]

#: Scenarios whose subject is one thing, and the release that brought it: before, there is nothing to compare.
SUBJECTS: dict[str, tuple[str, str]] = {
    'client_request/latin1_body': ('the encoding latin1', '6.4.0'),
    'events/capture_rejections': ('captureRejections', '13.4.0'),
    'module/set_max_idle_parsers': ('http.setMaxIdleHTTPParsers', '18.8.0'),
    'module/validate_header_name': ('http.validateHeaderName', '14.3.0'),
    'module/validate_header_value': ('http.validateHeaderValue', '14.3.0'),
    'module/websocket_class': ('http.WebSocket', '22.5.0'),
    'options/server_connections_checking_interval': ('server.connectionsCheckingInterval', '18.0.0'),
    'server_limits/close_all_connections': ('server.closeAllConnections', '18.2.0'),
    'server_limits/close_idle_connections': ('server.closeIdleConnections', '18.2.0'),
    'server_limits/headers_timeout': ('server.headersTimeout', '11.3.0'),
    'server_limits/keep_alive_timeout': ('server.keepAliveTimeout', '8.0.0'),
    'server_limits/request_timeout': ('server.requestTimeout', '14.11.0'),
    'server_limits/request_timeout_client_error': ('server.requestTimeout', '14.11.0'),
    'server_limits/late_on_a_kept_connection': ('server.requestTimeout', '14.11.0'),
    'server_limits/late_headers_are_heard': ('server.headersTimeout', '11.3.0'),
    'server_events/injected_duplex': ('a Duplex as the connection of a server', '10.0.0'),
    'server_response/append_header': ('outgoingMessage.appendHeader', '18.3.0'),
    'server_response/cork': ('outgoingMessage.cork', '13.2.0'),
    'server_response/ended_while_corked': ('outgoingMessage.cork', '13.2.0'),
    'server_response/latin1': ('the encoding latin1', '6.4.0'),
    'streams/destroyed': ('stream.destroy', '8.0.0'),
    'streams/pipeline': ('stream.pipeline', '10.0.0'),
    'streams/pipeline_fails': ('stream.pipeline', '10.0.0'),
    'server_response/utf16_body': ('a header that is not in the encoding of the body', '10.0.0'),
    'server_response/set_headers': ('outgoingMessage.setHeaders', '18.15.0'),
}

#: What scenarios use of other modules and of the language, none of which has versions here.
ELSEWHERE = {
    'AbortController': ('AbortController', '15.0.0'),
    'AbortSignal': ('AbortSignal', '15.0.0'),
    'Headers': ('the global Headers', '18.0.0'),
    'URL': ('the global URL', '10.0.0'),
    'asyncDispose': ('server[Symbol.asyncDispose]', '20.4.0'),
    'asyncIterator': ('readable[Symbol.asyncIterator]', '10.0.0'),
    'finished': ('stream.finished', '10.0.0'),
    'from': ('stream.Readable.from', '12.3.0'),
    'getEventListeners': ('events.getEventListeners', '15.2.0'),
    'isReadable': ('stream.isReadable', '17.4.0'),
    'off': ('emitter.off', '10.0.0'),
    'once': ('events.once', '11.13.0'),
    'pipeline': ('stream.pipeline', '10.0.0'),
    'prependListener': ('emitter.prependListener', '6.0.0'),
    'rawListeners': ('emitter.rawListeners', '9.4.0'),
    'resetAndDestroy': ('socket.resetAndDestroy', '18.3.0'),
}

#: Scenarios that an old binary cannot end, and why: the first version that can.
ENDLESS: dict[str, tuple[str, str]] = {
    'options/request_lookup_of_no_address': (
        'the request never ends: what v10 and v5 take for an address is refused by connect(), '
        'and that error is uncaught',
        '14.14.0',
    ),
}

_LACKS = re.compile(r'(\w+)\]? is not (?:a function|a constructor|defined)')
_OPTIONS = 'listener must be a function'  # says v5 of createServer({…})


def why_not(id: str, version: str, traces: list[Trace]) -> str | None:
    """Why a scenario does not run on the binary of that version, given what its runs gave; None if it does."""
    if id in SUBJECTS:
        name, since = SUBJECTS[id]
        if _key(version) < _key(since):
            return f'{name} came with v{since}'
    if id in ENDLESS and _key(version) < _key(ENDLESS[id][1]):
        return ENDLESS[id][0]
    problems = [line for line in traces[0] if line[0] in ('uncaught', 'harness') or 'throws' in line]
    for line in problems:
        reason = _lacking(json.dumps(line))
        if reason:
            return reason
    if any(line[0] == 'uncaught' and _OPTIONS in json.dumps(line) for line in problems):
        return 'http.createServer takes no options before v9.6.0'
    for line in problems:
        if line[0] == 'harness' and 'process ended' in str(line[1]):
            return f'the binary ends: {str(line[1]).rpartition(": ")[2]}'
        if line[0] == 'harness':
            return 'does not come to its end'
    return 'gives another trace each time' if any(trace != traces[0] for trace in traces) else None


def _lacking(text: str) -> str | None:
    found = _LACKS.search(text)
    if not found:
        return None
    if found[1] in ELSEWHERE:
        return '{} came with v{}'.format(*ELSEWHERE[found[1]])
    for member in MEMBERS:
        if member.name == found[1]:
            return f'{member.owner}.{member.name} came with v{member.since}'
    return None  # what it lacks is its own: it was given something wrong


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix('v').split('.'))
