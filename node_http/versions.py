"""The history of Node's http module, as data: the only place where versions of Node differ.

Four tables say when something came, changed or went:

- `MEMBERS`: names that a module or a class has, since when and until when;
- `HISTORY`: values and behaviour, one row per field of `Profile`, with the version of each change;
- `OPTIONS`: the options that a constructor knows;
- `ARGUMENTS` (in `_argument_history`): what a method makes of its arguments.

A `Profile` is that history folded up to one version. Code asks the profile for a value or whether something is so
(`profile.close_ends_idle`), never which version it is. The version of a step is the one the documentation names; where
it names none, it is the first of the versions known here in which it was seen.

What an old version did that was unsafe is no row of the history: its profile is as strict as the newest one's, and what
the old parser let through comes back only with `insecureHTTPParser`, as far as that goes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ._net_history import NET_MEMBERS, NET_OPTIONS

if TYPE_CHECKING:
    from ._argument_history import Argument
    from ._error_history import ErrorText

#: The versions that there are, oldest first.
VERSIONS = ('v5.11.1', 'v10.6.0', 'v14.14.0', 'v20.20.2', 'v23.8.0')
DEFAULT = VERSIONS[-1]
#: Names the version that a whole program gets.
VARIABLE = 'NODE_HTTP_VERSION'

_BEGINNING = '0.0.0'


class UnknownVersion(ValueError):
    """No such version of Node is known here; the message names those that are."""

    def __init__(self, asked: Any) -> None:
        known = ', '.join(f'{version} (v{major(version)})' for version in VERSIONS)
        super().__init__(f'Unknown Node version {str(asked)!r}. Known are {known}')


class Member(NamedTuple):
    """A name that `owner` has from version `since` on, and no longer from `until` on."""

    owner: str
    name: str
    since: str = _BEGINNING
    until: str | None = None
    instead: str = ''

    def there(self, version: str) -> bool:
        at = _key(version)
        return _key(self.since) <= at and (self.until is None or at < _key(self.until))


class Row(NamedTuple):
    """One field of `Profile` through time: its first value, then (version, value, what is so from then on)."""

    field: str
    subject: str
    first: Any
    steps: tuple[tuple[str, Any, str], ...]
    #: What somebody who ports a program has to look after.
    effect: str

    def at(self, version: str) -> Any:
        value = self.first
        for since, after, _ in self.steps:
            if _key(since) <= _key(version):
                value = after
        return value


def _member_rows(owner: str, table: str) -> Iterator[Member]:
    for line in table.strip().splitlines():
        names, _, since = line.partition(':')
        for name in names.split():
            yield Member(owner, name, since.strip())


MEMBERS: tuple[Member, ...] = (
    *_member_rows(
        'http',
        """
        maxHeaderSize: 11.6.0
        validateHeaderName validateHeaderValue: 14.3.0
        setMaxIdleHTTPParsers: 18.8.0
        WebSocket CloseEvent MessageEvent: 22.5.0
        """,
    ),
    Member('http', 'Client', until='10.0.0', instead='http.ClientRequest'),
    Member('http', 'createClient', until='10.0.0', instead='http.request'),
    *_member_rows(
        'stream',
        """
        finished pipeline: 10.0.0
        promises: 15.0.0
        addAbortSignal: 15.4.0
        isDisturbed: 16.8.0
        isErrored: 17.3.0
        isReadable: 17.4.0
        isWritable: 18.16.0
        getDefaultHighWaterMark setDefaultHighWaterMark: 19.9.0
        duplexPair: 20.17.0
        destroy isDestroyed: 20.20.2
        """,
    ),
    *_member_rows(
        'Readable',
        """
        readableHighWaterMark: 9.3.0
        readableFlowing readableLength: 9.4.0
        from_ readableObjectMode: 12.3.0
        readableEncoding: 12.7.0
        readableEnded: 12.9.0
        iterator: 16.3.0
        readableDidRead: 16.7.0
        readableAborted: 16.8.0
        closed errored: 18.0.0
        """,
    ),
    Member('ReadableState', 'destroyed', '8.0.0'),
    Member('ReadableState', 'closed', '14.14.0'),
    Member('WritableState', 'destroyed', '8.0.0'),
    Member('WritableState', 'closed', '14.14.0'),
    *_member_rows(
        'Writable',
        """
        writableObjectMode: 12.3.0
        writableFinished: 12.6.0
        writableEnded: 12.9.0
        writableNeedDrain: 15.2.0
        writableAborted closed errored: 18.0.0
        """,
    ),
    *_member_rows(
        'Agent', 'keepSocketAlive reuseSocket: 8.1.0\nmaxTotalSockets scheduling totalSocketCount: 14.5.0'
    ),
    *_member_rows(
        'ClientRequest',
        """
        reusedSocket: 13.0.0
        host protocol: 14.5.0
        maxHeadersCount timeoutCb upgradeOrConnect: 10.6.0
        """,
    ),
    *_member_rows(
        'IncomingMessage',
        """
        aborted: 10.1.0
        headersDistinct trailersDistinct: 18.3.0
        joinDuplicateHeaders: 18.14.0
        errored closed: 18.0.0
        """,
    ),
    *_member_rows(
        'OutgoingMessage',
        """
        getHeaderNames getHeaders hasHeader: 7.7.0
        outputData: 12.0.0
        writableFinished: 12.7.0
        writableEnded writableHighWaterMark writableLength writableObjectMode: 12.9.0
        cork uncork writableCorked: 13.2.0
        getRawHeaderNames: 15.13.0
        writableNeedDrain: 15.2.0
        strictContentLength: 18.10.0
        maxRequestsOnConnectionReached: 16.10.0
        closed errored: 18.0.0
        appendHeader: 18.3.0
        setHeaders: 18.15.0
        """,
    ),
    Member('OutgoingMessage', 'destroyed', '14.1.0'),
    Member('IncomingMessage', 'readableEnded', '12.9.0'),
    Member('IncomingMessage', 'destroyed', '8.0.0'),
    Member('IncomingMessage', 'readableHighWaterMark', '9.3.0'),
    Member('IncomingMessage', 'readableAborted', '16.8.0'),
    Member('IncomingMessage', 'readableDidRead', '16.7.0'),
    Member('OutgoingMessage', '_closed', '20.20.2'),
    *_member_rows(
        'OutgoingMessage',
        """
        _implicitHeader _removedConnection _removedContLen _removedTE: 10.6.0
        _defaultKeepAlive _keepAliveTimeout: 14.14.0
        """,
    ),
    Member('ClientRequest', '_ended', '10.6.0'),
    *_member_rows('ServerResponse', '_sent100 _expect_continue: 10.6.0'),
    Member('OutgoingMessage', 'flush', until='14.0.0', instead='flushHeaders'),
    Member('OutgoingMessage', 'output', until='12.0.0', instead='outputData'),
    *_member_rows('ServerResponse', 'writeProcessing: 10.0.0\nreq: 15.7.0\nwriteEarlyHints: 18.11.0'),
    *_member_rows(
        'Server',
        """
        keepAliveTimeout: 8.0.0
        headersTimeout: 11.3.0
        requestTimeout: 14.11.0
        maxHeaderSize insecureHTTPParser: 13.3.0
        maxRequestsPerSocket: 16.10.0
        connectionsCheckingInterval requireHostHeader joinDuplicateHeaders rejectNonStandardBodyWrites: 18.0.0
        closeAllConnections closeIdleConnections: 18.2.0
        """,
    ),
    Member('Server', 'listenFD', until='11.0.0', instead='listen({fd})'),
    *(member for owner, table in NET_MEMBERS.items() for member in _member_rows(owner, table)),
    Member('net.Server', 'connections', until='15.0.0', instead='server.getConnections'),
)


class ReturnsNothing(NamedTuple):
    """A method that returned nothing before version `until`, and returns the object since."""

    owner: str
    name: str
    until: str

    def at(self, version: str) -> bool:
        return _key(version) < _key(self.until)


RETURN_NOTHING = (
    ReturnsNothing('OutgoingMessage', 'setHeader', '20.20.2'),
    ReturnsNothing('OutgoingMessage', 'destroy', '14.1.0'),
    ReturnsNothing('ServerResponse', 'writeHead', '11.10.0'),
    ReturnsNothing('net.Socket', 'destroy', '8.0.0'),
    ReturnsNothing('net.Server', 'getConnections', '10.6.0'),
)

#: The options that a constructor knows, and since when; what it does not know it ignores. `insecureHTTPParser`, which
#: came with v13.8.0, is not among them: it is how a program of any version asks for the leniency of old parsers.
OPTIONS: dict[str, dict[str, str]] = {
    'Server': {
        'captureRejections': '13.4.0',
        'IncomingMessage': '9.6.0', 'ServerResponse': '9.6.0', 'maxHeaderSize': '13.3.0',
        'noDelay': '17.7.0', 'keepAlive': '17.7.0', 'keepAliveInitialDelay': '17.7.0',
        'connectionsCheckingInterval': '18.0.0', 'headersTimeout': '18.0.0', 'keepAliveTimeout': '18.0.0',
        'requestTimeout': '18.0.0', 'joinDuplicateHeaders': '18.14.0', 'uniqueHeaders': '18.14.0',
        'requireHostHeader': '20.0.0', 'highWaterMark': '20.1.0', 'rejectNonStandardBodyWrites': '20.4.0',
    },
    'OutgoingMessage': {'highWaterMark': '20.1.0', 'rejectNonStandardBodyWrites': '20.4.0'},
    'ClientRequest': {
        'timeout': '5.12.0', 'maxHeaderSize': '13.3.0', 'signal': '15.3.0',
        'joinDuplicateHeaders': '18.14.0', 'uniqueHeaders': '18.14.0',
        'setDefaultHeaders': '23.8.0',
    },
    'Agent': {
        'timeout': '10.5.0', 'scheduling': '14.5.0', 'maxTotalSockets': '14.5.0', 'noDelay': '17.7.0',
    },
    **NET_OPTIONS,
}  # fmt: skip


class Profile:
    """What is so in one version of Node; each field has its row in `HISTORY`."""

    version: str
    # what there is, and defaults
    more_methods: tuple[str, ...]
    fewer_methods: tuple[str, ...]
    status_codes: dict[int, str | None]
    server_timeout: int
    keep_alive_timeout: int | None
    keep_alive_leeway: int
    headers_timeout: int | None
    request_timeout: int | None
    require_host: bool | None
    high_water_mark: int
    agent_scheduling: str | None
    global_agent: dict[str, Any]
    max_header_size: int
    # what is read
    request_protocols: tuple[str, ...]
    response_protocols: tuple[str, ...]
    reads_http_0_9: bool
    trims_values: bool
    any_status_upgrades: bool
    upgrades_if_asked: bool
    upgrade_has_body: bool
    names_what_follows: bool
    # agents
    agent_sets_no_delay: bool
    agent_counts_free: bool
    agent_heeds_hints: bool
    agent_heeds_timeout: bool
    responses_time_out: bool
    # events of a message
    autodestroys_messages: bool
    captures_rejections: bool
    tries_all_addresses: bool
    agent_hooks: bool
    names_addresses: bool
    joins_cookies: bool
    trailer_needs_chunks: bool
    request_closes_first: bool
    unheard_error_counts: bool
    end_after_end_fails: bool
    informs_fully: bool
    limits_requests: bool
    null_reason: bool
    strict_lengths: bool
    request_closes: str | None
    response_closes: bool
    destroys_requests: bool
    cut_response_ends: bool
    client_closes_when_done: bool
    half_close_aborts: bool
    socket_before_prefinish: bool
    destroys_kept_responses: bool
    reads_when_asked: bool
    destroys_response: bool
    abort_time: bool
    # servers
    checks_connections: bool
    close_ends_idle: bool
    bad_request: str | None
    answers_errors: str
    serves_upgrades: bool
    tells_response_options: bool
    reads_fields_late: bool
    queue_has_threshold: bool
    end_returns_message: bool
    informs: bool
    # outgoing messages
    default_headers_option: bool
    sends_keep_alive: bool
    write_after_end_fails: bool
    gathers_writes: bool
    end_uncorks: bool
    can_be_piped: bool
    merges_corked: bool
    appends_listed_headers: bool
    label_of_names: bool
    joins_trailers: bool
    reinterprets_disposition: bool
    tells_callback_of_no_body: bool
    sends_empty_writes: bool
    decodes_auth: str
    url_argument: bool
    takes_any_encoding: bool
    null_headers: bool
    expects_on_kept_connections: bool
    # sockets
    tells_ready: bool
    looks_at_address_first: bool
    tells_drops: bool
    tells_attempts: bool
    port_required: bool
    lookup_error_names_port: bool
    tells_lookup_errors_first: bool
    listens_once: bool
    ends_at_once: bool
    finishes_ended_at_once: bool
    failed_write_emits_at_once: bool
    write_after_end_destroys: bool
    late_write: str
    closing_fails_writes: bool
    # emitters
    monitors_errors: bool
    unhandled_error: str
    checks_limit_type: bool
    # incoming messages
    listeners_spoil_bodies: bool
    # streams
    streams_destroy_themselves: bool
    finished_rules: str
    pipeline_rules: str
    tells_unpiped: bool
    readable_pauses: bool
    streams_tell_at_once: bool
    end_callback_listens: bool
    leaves_iterators_late: bool
    # errors
    error_codes: bool
    error_names: bool
    parser_reasons: bool
    raw_packets: bool
    numeric_errno: bool

    __slots__ = tuple(__annotations__)

    def __init__(self, version: str, **values: Any) -> None:
        self.version = version
        for field, value in values.items():
            setattr(self, field, value)


def _now(field: str, subject: str, first: Any, *steps: tuple[str, Any, str], effect: str = '') -> Row:
    return Row(field, subject, first, steps, effect)


HISTORY: tuple[Row, ...] = (
    # -- what there is, and defaults ------------------------------------------------------------------------------
    _now(
        'more_methods', 'http.METHODS', (),
        ('14.14.0', ('PRI',), 'lists PRI'),
        ('20.20.2', (), 'lists PRI no longer'),
    ),
    _now(
        'fewer_methods', 'http.METHODS', ('PRI', 'QUERY', 'SOURCE'),
        ('10.6.0', ('PRI', 'QUERY'), 'has SOURCE'),
        ('14.14.0', ('QUERY',), 'has PRI'),
        ('20.20.2', (), 'has QUERY'),
    ),
    _now(
        'status_codes', 'http.STATUS_CODES', {103: None, 418: "I'm a teapot", 425: 'Unordered Collection'},
        ('10.6.0', {425: 'Unordered Collection'}, "has 103 'Early Hints', and 418 is \"I'm a Teapot\""),
        ('14.14.0', {}, "calls 425 'Too Early'"),
    ),
    _now(
        'server_timeout', 'server.timeout', 120_000,
        ('13.0.0', 0, 'is 0: an idle socket is not destroyed after two minutes'),
        effect='Set it where a handler relied on silent connections being closed.',
    ),
    _now(
        'keep_alive_timeout', 'server.keepAliveTimeout', None,
        ('8.0.0', 5_000, 'closes a connection that is idle for 5 s after an answer'),
        effect='A client that keeps connections longer than 5 s between requests meets closed ones.',
    ),
    _now(
        'keep_alive_leeway', 'server.keepAliveTimeout', 0,
        ('20.20.2', 1_000, 'closes an idle connection a second later than it says: a request may be on its way'),
    ),
    _now(
        'headers_timeout', 'server.headersTimeout', None,
        ('11.3.0', 60_000, 'gives a client 60 s to send its headers'),
    ),
    _now(
        'request_timeout', 'server.requestTimeout', None,
        ('14.11.0', 0, 'limits the time for a whole request; off by default'),
        ('18.0.0', 300_000, 'is 300 s'),
        effect='Uploads that take longer than five minutes are answered with 408: raise it for them.',
    ),
    _now(
        'require_host', 'server.requireHostHeader', None,
        ('20.0.0', True, 'answers an HTTP/1.1 request without Host with 400'),
        effect='Hand-written clients have to send Host.',
    ),
    _now(
        'high_water_mark', 'writableHighWaterMark', 16_384,
        ('23.8.0', 65_536, 'is 64 KiB'),
        effect='`write()` returns false later; more is buffered.',
    ),
    _now(
        'agent_scheduling', 'agent.scheduling', None,
        ('14.5.0', 'fifo', "chooses which free socket is used next; 'fifo' is the default"),
        ('15.6.0', 'lifo', "is 'lifo': the socket used last is used next"),
    ),
    _now(
        'global_agent', 'http.globalAgent', {},
        (
            '19.0.0', {'keepAlive': True, 'scheduling': 'lifo', 'timeout': 5000},
            'keeps connections alive, for 5 s',
        ),
        effect='Requests may meet a connection that the server has just closed: be ready to retry ECONNRESET.',
    ),
    _now(
        'max_header_size', 'the size of a header', 81_920,
        ('11.3.0', 8_192, 'is limited to 8 KiB'),
        ('13.13.0', 16_384, 'is limited to 16 KiB'),
        effect='Set `maxHeaderSize` where larger headers are expected.',
    ),
    # -- what is read -----------------------------------------------------------------------------------------------
    _now(
        'request_protocols', 'a request that names another protocol than HTTP', ('HTTP',),
        ('14.14.0', ('HTTP', 'ICE'), 'is read when it is one of ICE'),
        ('20.20.2', ('HTTP', 'RTSP', 'ICE'), 'is read when it is one of RTSP or ICE'),
    ),
    _now(
        'response_protocols', 'the error of a response of RTSP or ICE', ('HTTP',),
        ('20.20.2', ('HTTP', 'RTSP', 'ICE'), 'is at the end of the name'),
        ('23.8.0', ('HTTP',), 'is at its beginning'),
    ),
    _now(
        'reads_http_0_9', 'a request of HTTP/0.9', False,
        ('10.6.0', True, 'may say so'),
    ),
    _now(
        'trims_values', 'white space at the end of a header value', False,
        ('14.14.0', True, 'does not belong to it'),
    ),
    _now(
        'any_status_upgrades', 'a response with Upgrade whose status is not 101', True,
        ('10.6.0', False, "is an ordinary one; before, 'upgrade' was emitted"),
    ),
    _now(
        'upgrades_if_asked', 'a response with Upgrade to a request without', True,
        ('10.6.0', False, "is an upgrade; before, it was emitted as 'response', without a body"),
    ),
    _now(
        'upgrade_has_body', 'the body of a request with Upgrade', True,
        ('10.6.0', False, 'is left to the listener; before, the request had it'),
    ),
    _now(
        'names_what_follows', 'the error for what comes behind the last message of a connection', True,
        ('20.20.2', False, 'is HPE_CLOSED_CONNECTION, whatever comes'),
    ),
    # -- agents -----------------------------------------------------------------------------------------------------
    _now(
        'agent_sets_no_delay', 'agent.options.noDelay', False,
        ('20.20.2', True, "is true: Nagle's algorithm is off"),
    ),
    _now(
        'agent_counts_free', 'agent.totalSocketCount', False,
        ('20.20.2', True, 'counts free sockets too, and maxTotalSockets limits them'),
    ),
    _now(
        'agent_heeds_hints', 'agent.keepSocketAlive', False,
        ('20.20.2', True, "keeps a socket no longer than the server's Keep-Alive field says"),
    ),
    _now(
        'agent_heeds_timeout', 'agent.options.timeout', False,
        (
            '14.14.0', True,
            "ends free sockets and makes requests emit 'timeout'; before, it was only a time that new sockets were "
            "made with, and the option of a request went with the socket to the next request",
        ),
        effect="A request that takes longer than its agent's timeout emits 'timeout'.",
    ),
    # -- events of a message ----------------------------------------------------------------------------------------
    _now(
        'responses_time_out', 'incomingMessage.setTimeout of a client', False,
        ('14.14.0', True, "makes the response emit 'timeout'; before, only its socket did"),
    ),
    _now(
        'autodestroys_messages', "IncomingMessage 'close', 'error'", False,
        (
            '16.0.0', True,
            "closes when it is over, as every stream: 'close' comes behind that of the response, and a message that "
            "is cut off emits 'error' ECONNRESET when somebody listens",
        ),
        effect="Listen to 'error' of messages where 'aborted' was listened to; 'close' no longer means cut off.",
    ),
    _now(
        'captures_rejections', 'EventEmitter.captureRejections', False,
        ('13.4.0', True, 'holds for servers and messages too: the failure of an async handler is given to them'),
    ),
    _now(
        'request_closes', "IncomingMessage 'close' on a server", None,
        ('10.6.0', 'at finish', 'is emitted when the response has finished, cut off or not'),
        ('14.14.0', 'at end', "is emitted behind 'end'"),
        ('16.0.0', 'by itself', "is emitted by the stream itself"),
    ),
    _now(
        'limits_requests', 'server.maxRequestsPerSocket', False,
        ('16.10.0', True, 'limits the requests of a connection'),
    ),
    _now(
        'null_reason', 'response.writeHead(status, null, headers)', False,
        ('20.20.2', True, 'sends the headers'),
    ),
    _now(
        'strict_lengths', 'outgoingMessage.strictContentLength', False,
        ('18.10.0', True, 'compares the body with its Content-Length'),
    ),
    _now(
        'end_after_end_fails', 'outgoingMessage.end after end', False,
        ('14.14.0', True, "tells its callback, and with a chunk emits 'error'"),
    ),
    _now(
        'informs_fully', "ClientRequest 'information'", False,
        ('14.14.0', True, 'has the whole head, not only `statusCode`'),
    ),
    _now(
        'tries_all_addresses', 'a connection to a name with several addresses', False,
        ('20.20.2', True, 'tries one address after the other; `lookup` is asked for all'),
        effect='A failure of several addresses is an AggregateError.',
    ),
    _now(
        'agent_hooks', 'agent.keepSocketAlive, agent.reuseSocket', False,
        ('8.1.0', True, 'are called, and can be overridden'),
    ),
    _now(
        'names_addresses', 'the server name of a connection to an address', True,
        ('14.14.0', False, 'is empty'),
    ),
    _now(
        'trailer_needs_chunks', 'a Trailer header without chunks', False,
        ('10.6.0', True, 'raises ERR_HTTP_TRAILER_INVALID'),
    ),
    _now(
        'joins_cookies', 'a Cookie field that is there several times', False,
        ('10.6.0', True, "is joined with '; ', sent or received; before, it was sent as several, and read with ', '"),
    ),
    _now(
        'unheard_error_counts', "ClientRequest 'error' that nobody listens to", False,
        ('10.6.0', True, "is all there is; before, 'socket hang up' was raised behind it"),
    ),
    _now(
        'request_closes_first', "ClientRequest 'close'", True,
        ('10.6.0', False, "comes behind 'error', and behind 'aborted' of the response"),
    ),
    _now(
        'response_closes', "ServerResponse 'close'", False,
        ('10.6.0', True, 'is emitted when the response has finished too, not only when it was cut off'),
        effect='Look at `writableFinished` (or listen to `finish` first) to tell the two apart.',
    ),
    _now(
        'destroys_requests', 'request.destroy', False,
        ('14.1.0', True, "ends a request that has no socket yet, with 'error' and 'close'; returns the request"),
    ),
    _now(
        'cut_response_ends', "IncomingMessage 'end' of a response that was cut off", True,
        ('14.14.0', False, "is not emitted: only 'aborted' and 'close'"),
        effect="A body that ended is complete from then on; before, `complete` had to be checked at 'end'.",
    ),
    _now(
        'client_closes_when_done', "ClientRequest 'close' on a kept connection", False,
        ('14.14.0', True, 'is emitted when the response has ended, not when the socket closes some day'),
        effect="Clean up in 'close' only from then on.",
    ),
    _now(
        'half_close_aborts', "IncomingMessage 'aborted'", True,
        ('20.20.2', False, 'is not emitted when a client only ends its side behind a complete request'),
    ),
    _now(
        'socket_before_prefinish', "ClientRequest 'socket'", False,
        ('20.20.2', True, "comes before 'prefinish'"),
    ),
    _now(
        'destroys_kept_responses', 'response.destroyed of a response on a kept connection', False,
        ('14.14.0', True, 'is true when it has ended'),
        ('16.0.0', False, 'is true because it closes, as any message'),
    ),
    _now(
        'reads_when_asked', "a request's body that nobody reads", False,
        ('10.6.0', True, "is thrown away when the response has finished; before, a body that had come was kept"),
    ),
    _now(
        'destroys_response', 'response.destroyed', False,
        ('20.20.2', True, 'is true once the response has closed'),
    ),
    _now(
        'abort_time', 'request.aborted', True,
        ('11.0.0', False, 'is a boolean, no longer a time'),
    ),
    # -- servers ----------------------------------------------------------------------------------------------------
    _now(
        'checks_connections', 'server.connectionsCheckingInterval', False,
        (
            '18.0.0', True,
            "looks for late requests by itself, at an interval; before, late headers were found when more of them "
            "came, emitted 'timeout' and were not answered",
        ),
    ),
    _now(
        'close_ends_idle', 'server.close', False,
        ('19.0.0', True, 'closes idle connections'),
        effect='A program that closed them by itself need not.',
    ),
    _now(
        'bad_request', 'the answer to what cannot be read', None,
        ('10.6.0', 'bare', 'is 400; before, the connection was closed without a word'),
        ('12.0.0', 'closing', 'says Connection: close, and is 431 for headers that are too large'),
    ),
    _now(
        'answers_errors', 'the answer to what cannot be read', 'last',
        ('14.14.0', 'first', 'is only sent when nothing was sent before on that connection'),
        ('20.20.2', 'unless begun', 'is sent when no other answer is being sent'),
    ),
    _now(
        'serves_upgrades', 'an upgrade that nobody listens to', False,
        ('10.0.0', True, 'is served as an ordinary request; before, the connection was closed'),
    ),
    _now(
        'tells_response_options', 'http.createServer({ServerResponse})', False,
        ('20.20.2', True, 'is made with options too'),
    ),
    _now(
        'reads_fields_late', 'message.headers', False,
        ('15.1.0', True, 'is made when it is first asked for'),
    ),
    _now(
        'queue_has_threshold', 'outgoingMessage.write before there is a socket', False,
        ('14.14.0', True, 'returns true as long as less than writableHighWaterMark waits'),
    ),
    _now(
        'end_returns_message', 'outgoingMessage.end', False,
        ('10.0.0', True, 'returns the message'),
    ),
    _now(
        'informs', "ClientRequest 'information'", False,
        ('10.0.0', True, 'is emitted for 1xx; before, 102 and 103 were taken for the response'),
    ),
    # -- outgoing messages ------------------------------------------------------------------------------------------
    _now(
        'default_headers_option', 'http.request({setDefaultHeaders})', False,
        ('23.8.0', True, 'false leaves Host, Connection and the like to the program'),
    ),
    _now(
        'sends_keep_alive', 'Keep-Alive', False,
        ('14.14.0', True, 'tells clients for how many seconds a connection is kept'),
    ),
    _now(
        'write_after_end_fails', 'outgoingMessage.write after end', False,
        ('20.20.2', True, 'returns false and tells its callback'),
    ),
    _now(
        'gathers_writes', 'outgoingMessage.write', False,
        ('10.6.0', True, 'sends what is written in one tick together, when the tick is over'),
        effect='A message that is destroyed in the tick in which it was written to sends nothing any more.',
    ),
    _now(
        'end_uncorks', 'outgoingMessage.end', False,
        ('14.14.0', True, 'sends at once what was written in the same tick'),
    ),
    _now(
        'can_be_piped', 'outgoingMessage.pipe', True,
        ('9.0.0', False, "emits 'error' ERR_STREAM_CANNOT_PIPE; before, nothing came out of it"),
    ),
    _now(
        'merges_corked', 'outgoingMessage.cork', False,
        ('23.8.0', True, 'sends what was gathered as one chunk'),
    ),
    _now(
        'appends_listed_headers', 'response.writeHead with a list after setHeader', False,
        ('23.8.0', True, 'keeps a name that the list has twice'),
    ),
    _now(
        'label_of_names', 'http.validateHeaderName(name, label)', False,
        ('18.14.0', True, 'has the label'),
    ),
    _now(
        'joins_trailers', 'outgoingMessage.addTrailers with a list', True,
        ('18.14.0', False, 'sends one field per value'),
    ),
    _now(
        'reinterprets_disposition', 'Content-Disposition', False,
        ('20.20.2', True, 'is read as UTF-8 where the length of the body is known'),
    ),
    _now(
        'tells_callback_of_no_body', 'the callback of a write without a body', False,
        ('20.20.2', True, 'is called for HEAD, 204 and 304 as well'),
    ),
    _now(
        'sends_empty_writes', 'outgoingMessage.write of nothing', False,
        ('14.14.0', True, 'sends the headers, and calls its callback'),
    ),
    _now(
        'decodes_auth', 'user and password in a URL', 'in texts',
        ('10.9.0', 'never', 'are sent as they are, percent-encoded; before, so were those of a `URL`'),
        ('16.7.0', 'always', 'are percent-decoded'),
    ),
    _now(
        'url_argument', 'http.request(url, options)', False,
        ('10.9.0', True, 'takes a URL and options'),
    ),
    _now(
        'takes_any_encoding', 'an encoding that there is not, in outgoingMessage.write and end', False,
        ('10.6.0', True, 'is taken for UTF-8'),
        ('20.20.2', False, 'raises ERR_UNKNOWN_ENCODING'),
    ),
    _now(
        'null_headers', 'outgoingMessage._headers', True,
        ('10.6.0', False, 'is empty when no header is set; before, it was null'),
    ),
    _now(
        'expects_on_kept_connections', 'a request with Expect and no keep-alive agent', True,
        ('10.6.0', False, 'says Connection: close, as any other'),
    ),
    # -- sockets --------------------------------------------------------------------------------------------------
    _now(
        'looks_at_address_first', 'what a `lookup` finds', False,
        ('14.14.0', True, 'is refused when it is no address, whatever its family is'),
    ),
    _now(
        'tells_ready', "net.Socket 'ready'", False,
        ('9.11.0', True, "is emitted behind 'connect'"),
    ),
    _now(
        'tells_drops', "net.Server 'drop'", False,
        ('16.17.0', True, 'tells of a connection beyond maxConnections'),
    ),
    _now(
        'tells_attempts', "net.Socket 'connectionAttempt'", False,
        ('20.12.0', True, 'and its companions tell of each address that is tried'),
    ),
    _now(
        'port_required', 'socket.connect without port and path', False,
        ('20.20.2', True, 'raises ERR_MISSING_ARGS; before, the connection was refused'),
    ),
    _now(
        'lookup_error_names_port', 'the error of a name that is not found', True,
        ('14.14.0', False, "names neither the port nor, in its message, host:port again"),
    ),
    _now(
        'tells_lookup_errors_first', "net.Socket 'error' of a name that is not found", True,
        (
            '10.6.0', False,
            'comes when the socket is destroyed, a tick later; before, nobody could listen yet where `lookup` answered '
            "at once, and 'close' did not say that there was an error",
        ),
    ),
    _now(
        'listens_once', 'server.listen while a host is looked up', False,
        ('20.20.2', True, 'takes the place of the listen() before; before, both were tried'),
    ),
    _now(
        'ends_at_once', "net.Socket 'finish'", True,
        ('10.6.0', False, "waits until FIN is sent, and comes behind 'end' where the peer has ended first"),
    ),
    _now(
        'finishes_ended_at_once', "net.Socket 'finish' behind 'end'", True,
        ('14.14.0', False, 'waits until FIN is sent'),
    ),
    _now(
        'failed_write_emits_at_once', 'socket.write after end or destroy', True,
        (
            '14.14.0', False,
            "emits 'error' in a later tick and behind the callback, and not for a destroyed socket",
        ),
        effect="An 'error' handler runs after `write` has returned, not within it.",
    ),
    _now(
        'write_after_end_destroys', 'socket.write after end', False,
        ('20.20.2', True, 'destroys the socket'),
    ),
    _now(
        'late_write', 'socket.write when the peer has ended', 'emits at once',
        ('14.14.0', 'emits', "returns false, and emits 'error' in a later tick"),
        ('20.20.2', 'destroys', 'destroys the socket'),
    ),
    _now(
        'closing_fails_writes', 'what is written to a socket that is destroyed before it connects', False,
        ('14.14.0', True, 'tells its callback'),
    ),
    # -- emitters -------------------------------------------------------------------------------------------------
    _now(
        'monitors_errors', 'events.errorMonitor', False,
        ('12.16.0', True, "hears 'error' before its listeners do"),
    ),
    _now(
        'unhandled_error', "'error' with a value that is no exception", 'uncaught',
        ('10.6.0', 'plain', 'has the code ERR_UNHANDLED_ERROR and the value in its message'),
        ('14.14.0', 'inspected', 'shows the value as util.inspect does'),
    ),
    _now(
        'checks_limit_type', 'emitter.setMaxListeners', False,
        ('20.20.2', True, 'raises ERR_INVALID_ARG_TYPE for what is no number'),
    ),
    # -- incoming messages ------------------------------------------------------------------------------------------
    _now(
        'listeners_spoil_bodies', 'a listener that throws while the body of a request is read', True,
        ('10.6.0', False, 'leaves the connection as it is, where the program survives it'),
        ('14.14.0', True, 'ends what can be read from that connection, where the program survives it'),
    ),
    # -- streams ----------------------------------------------------------------------------------------------------
    _now(
        'streams_destroy_themselves', "stream 'close'", False,
        ('14.0.0', True, "is emitted by itself when a stream has ended and finished, or failed (`autoDestroy`)"),
    ),
    _now(
        'finished_rules', 'stream.finished', 'events',
        (
            '14.14.0', 'states',
            'knows what is over already, and waits for the end of both sides of a stream and for its close',
        ),
        ('20.20.2', 'close', "waits for 'close' of a message of http too, not only for its 'finish' or 'end'"),
        effect='A callback comes later than it did; one that never came may come.',
    ),
    _now(
        'pipeline_rules', 'stream.pipeline', 'streams',
        ('14.14.0', 'eager', 'takes iterables and functions too, and waits until each stream is done'),
        ('20.20.2', 'counting', 'calls back in a tick of its own, when what failed with a failure is told of it'),
        ('23.8.0', 'waiting', 'calls back when all is closed, and raises when its destination is closed already'),
    ),
    _now(
        'tells_unpiped', "writable 'unpipe'", False,
        ('10.6.0', True, 'has a second argument, `{hasUnpiped}`'),
    ),
    _now(
        'readable_pauses', "readable.readableFlowing with a listener of 'readable'", False,
        ('14.14.0', True, 'is false; before, it stayed null'),
    ),
    _now(
        'streams_tell_at_once', 'a stream', True,
        (
            '14.14.0', False,
            "emits 'finish' and 'error' in a tick of their own, goes no further when it has failed, and returns true "
            "from `write` for what is written at once, however long it is",
        ),
        effect="Listeners of 'finish' and 'error' may be added later, and `end` and `write` no longer throw for them.",
    ),
    _now(
        'end_callback_listens', 'the callback of writable.end', True,
        ('20.20.2', False, "is called in front of the listeners of 'finish', and with the error where there is one"),
    ),
    _now(
        'leaves_iterators_late', "stream.Readable.from 'close'", False,
        ('20.20.2', True, 'waits until the iterator has been left'),
    ),
    # -- errors -----------------------------------------------------------------------------------------------------
    _now(
        'error_codes', 'errors', False,
        ('10.6.0', True, 'have a code that stays the same, whatever the message says'),
        effect='Look at `code`, not at the message.',
    ),
    _now(
        'error_names', 'error.name', True,
        ('12.0.0', False, 'does not hold the code any more: `TypeError`, not `TypeError [ERR_…]`'),
    ),
    _now(
        'parser_reasons', 'a parse error', False,
        ('14.14.0', True, 'has a `reason`, also in its message'),
    ),
    _now(
        'raw_packets', 'a parse error on a server', False,
        ('9.4.0', True, 'has `rawPacket`'),
    ),
    _now(
        'numeric_errno', 'error.errno', False,
        ('14.14.0', True, 'is a negative number, no longer the code'),
    ),
)  # fmt: skip


# -- folding ------------------------------------------------------------------------------------------------------


@cache
def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix('v').split('.'))


def major(version: str) -> int:
    """`v14.14.0`: 14."""
    return _key(version)[0]


def resolve(version: Any) -> str:
    """The version that `'v14'`, `'14'`, 14 or `'v14.14.0'` means.

    Raises: `UnknownVersion`.
    """
    text = str(version).strip().removeprefix('v')
    if re.fullmatch(r'\d+(\.\d+){0,2}', text):
        for known in VERSIONS:
            if known == f'v{text}' or known.startswith(f'v{text}.'):
                return known
    raise UnknownVersion(version)


@cache
def profile(version: str) -> Profile:
    """The history, folded up to a version (one of `VERSIONS`)."""
    return Profile(version, **{row.field: row.at(version) for row in HISTORY})


@cache
def error_texts(version: str) -> tuple[ErrorText, ...]:
    """What errors said in that version, where it is not what they say now."""
    from ._error_history import ERROR_TEXTS  # long, and only old versions need it

    return tuple(text for text in ERROR_TEXTS if _key(text.since) <= _key(version) < _key(text.until))


def chosen() -> str:
    """The version that the environment names for the whole program; else the newest. Raises: `UnknownVersion`."""
    asked = os.environ.get(VARIABLE)
    return resolve(asked) if asked else DEFAULT


def without_later(owner: str, names: Mapping[str, Any], version: str) -> dict[str, Any]:
    """What a module of the newest version exports, without what came later than this version."""
    later = {member.name for member in MEMBERS if member.owner == owner and not member.there(version)}
    return {name: value for name, value in names.items() if name not in later}


def known_options(owner: str, version: str) -> frozenset[str]:
    """The options that came with some version, as far as this version knows them."""
    return frozenset(name for name, since in OPTIONS[owner].items() if _key(since) <= _key(version))


def unknown_options(owner: str, version: str) -> frozenset[str]:
    """The options that came later than this version."""
    return frozenset(OPTIONS[owner]) - known_options(owner, version)


def former_arguments(owner: str, version: str) -> list[Argument]:
    """How that version's methods took their arguments otherwise, in the order in which the changes are undone."""
    from ._argument_history import ARGUMENTS  # only old versions need it

    return [row for row in ARGUMENTS if row.owner == owner and _key(version) < _key(row.since)]


# -- what changed -------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """One line of the history: what became of `subject` in `version`."""

    version: str
    subject: str
    text: str
    effect: str = ''
    #: The version was not documented, and is the first known here in which it was seen.
    seen: bool = False


def changes(since: str, until: str) -> list[Change]:
    """What changed after one version up to another, oldest first."""
    found = [
        *_member_changes(), *_return_changes(), *_option_changes(), *_argument_changes(), *_row_changes(),
    ]  # fmt: skip
    low, high = _key(since), _key(until)
    return sorted(
        (change for change in found if low < _key(change.version) <= high),
        key=lambda change: (_key(change.version), change.subject),
    )


def _member_changes() -> Iterator[Change]:
    for member in MEMBERS:
        name = f'{member.owner}.{member.name}'
        if member.since != _BEGINNING:
            seen = f'v{member.since}' in VERSIONS
            yield Change(member.since, name, 'is there', seen=seen)
        if member.until is not None:
            yield Change(member.until, name, 'is gone', f'Use {member.instead}.' if member.instead else '')


def _return_changes() -> Iterator[Change]:
    for method in RETURN_NOTHING:
        seen = f'v{method.until}' in VERSIONS
        yield Change(method.until, f'{method.owner}.{method.name}', 'returns the message', seen=seen)


def _option_changes() -> Iterator[Change]:
    for owner, names in OPTIONS.items():
        for name, since in names.items():
            yield Change(since, f'{owner} option {name}', 'is known; before, it was ignored')


def _argument_changes() -> Iterator[Change]:
    from ._argument_history import ARGUMENTS

    for row in ARGUMENTS:
        yield Change(row.since, row.subject, row.text, seen=f'v{row.since}' in VERSIONS)


def _row_changes() -> Iterator[Change]:
    for row in HISTORY:
        for version, _, text in row.steps:
            yield Change(version, row.subject, text, row.effect, f'v{version}' in VERSIONS)


CURRENT = profile(DEFAULT)
