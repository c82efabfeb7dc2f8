"""Which members and options there are since when, and until when, as data."""

from __future__ import annotations

from .net import NET_MEMBERS, NET_OPTIONS
from .rows import Member, ReturnsNothing, member_rows

MEMBERS: tuple[Member, ...] = (
    *member_rows(
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
    *member_rows(
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
    *member_rows(
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
    *member_rows(
        'Writable',
        """
        writableObjectMode: 12.3.0
        writableFinished: 12.6.0
        writableEnded: 12.9.0
        writableNeedDrain: 15.2.0
        writableAborted closed errored: 18.0.0
        """,
    ),
    *member_rows(
        'Agent', 'keepSocketAlive reuseSocket: 8.1.0\nmaxTotalSockets scheduling totalSocketCount: 14.5.0'
    ),
    *member_rows(
        'ClientRequest',
        """
        reusedSocket: 13.0.0
        host protocol: 14.5.0
        maxHeadersCount timeoutCb upgradeOrConnect: 10.6.0
        """,
    ),
    *member_rows(
        'IncomingMessage',
        """
        aborted: 10.1.0
        headersDistinct trailersDistinct: 18.3.0
        joinDuplicateHeaders: 18.14.0
        errored closed: 18.0.0
        """,
    ),
    *member_rows(
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
    *member_rows(
        'OutgoingMessage',
        """
        _implicitHeader _removedConnection _removedContLen _removedTE: 10.6.0
        _defaultKeepAlive _keepAliveTimeout: 14.14.0
        """,
    ),
    Member('ClientRequest', '_ended', '10.6.0'),
    *member_rows('ServerResponse', '_sent100 _expect_continue: 10.6.0'),
    Member('OutgoingMessage', 'flush', until='14.0.0', instead='flushHeaders'),
    Member('OutgoingMessage', 'output', until='12.0.0', instead='outputData'),
    *member_rows('ServerResponse', 'writeProcessing: 10.0.0\nreq: 15.7.0\nwriteEarlyHints: 18.11.0'),
    *member_rows(
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
    *(member for owner, table in NET_MEMBERS.items() for member in member_rows(owner, table)),
    Member('net.Server', 'connections', until='15.0.0', instead='server.getConnections'),
)


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
