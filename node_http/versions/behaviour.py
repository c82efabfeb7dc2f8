"""Values and behaviour through time, as data: one row per field of `Profile`."""

from __future__ import annotations

from typing import Any

from .rows import Row


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
        ('10.6.0', False, "is an upgrade; before, it was emitted as 'response'"),
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
    _now(
        'connects_to_request_path', 'createConnection of a request without agent', True,
        ('20.20.2', False, 'gets socketPath, or nothing, as path; before, it was the path of the request'),
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
        'guards_encoding', 'socket.setEncoding of a served connection', False,
        ('20.20.2', True, 'throws ERR_HTTP_SOCKET_ENCODING'),
    ),
    _now(
        'upgrade_frees_timeout', 'the socket of an upgrade', False,
        ('14.14.0', True, "is no longer watched for its 'timeout' by the server, which destroyed it then"),
    ),
    _now(
        'gives_up_request_alone', 'stream.pipeline that fails behind a request', False,
        ('20.20.2', True, 'destroys the request, but not its connection: the response can still be sent'),
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
        'flows_without_readers', "a stream that the last listener of 'readable' leaves", False,
        ('14.14.0', True, "flows to its listeners of 'data'"),
    ),
    _now(
        'forgets_readers_late', "a listener of 'data' behind one of 'readable' that was removed", False,
        ('20.20.2', True, 'does not let the stream flow before the next tick'),
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
