"""What errors said in older versions of Node, as data: part of the history that `versions` folds into profiles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorText:
    """What an error said before version `until`, as a substitution in what it says now.

    `{input}` in the words is what the error is about, `{0}`, `{1}`, … are what it was made of, as text;
    `{=0}` shows it as `util.inspect` does.
    """

    until: str
    code: str
    pattern: str
    words: str
    #: The code it had then; empty for none.
    code_then: str | None = None
    since: str = '0.0.0'
    #: Only where this method raised it.
    method: str = ''
    #: Where a parser said it was, when that was elsewhere; a key of `_former_errors.PLACES`.
    place: str = ''
    #: The name it had then.
    name_then: str | None = None


_TYPE, _VALUE, _RANGE = 'ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_VALUE', 'ERR_OUT_OF_RANGE'
_PORT = 'ERR_SOCKET_BAD_PORT'
_UNEXPECTED = 'HPE_UNEXPECTED_CONTENT_LENGTH'
_WITH, _BOTH = (
    r"[\w-]+ can't be present with [\w-]+",
    "Content-Length can't be present with Transfer-Encoding",
)

#: In the order in which they are applied.
ERROR_TEXTS: tuple[ErrorText, ...] = (
    # JavaScript's own, before arguments were checked
    *(
        ErrorText('8.0.0', _TYPE, pattern, words, method=method)
        for method in ('getHeader', 'removeHeader')
        for pattern, words in (
            ('^The "name" .* Received (null|undefined)$', r"Cannot read property 'toLowerCase' of \1"),
            ('^The "name" .*$', 'name.toLowerCase is not a function'),
        )
    ),
    ErrorText(
        '8.0.0',
        _TYPE,
        r'^The "options\.method" property .*$',
        '(options.method || "GET").toUpperCase is not a function',
    ),
    ErrorText(
        '8.0.0',
        _TYPE,
        r'^The "options\.(?:host|hostname)" property .*$',
        'hostHeader.indexOf is not a function',
    ),
    ErrorText(
        '8.0.0', _TYPE, r'^The "options\.agent" property .*$', 'self.agent.addRequest is not a function'
    ),
    ErrorText('8.0.0', _TYPE, r'^The "options\.lookup" property .*$', 'options.lookup should be a function.'),
    ErrorText(
        '23.0.0', 'HPE_INVALID_CONSTANT', 'Expected HTTP/$', 'Expected HTTP/, RTSP/ or ICE/', since='20.0.0'
    ),
    # the parser's; also where two lengths contradict each other, which was said when the head was over
    ErrorText(
        '23.0.0', 'HPE_INVALID_CONSTANT', '(Invalid method for HTTP/x.x request)', r'\1', place='before'
    ),
    ErrorText(
        '20.0.0', 'HPE_INVALID_TRANSFER_ENCODING', _WITH, _BOTH, _UNEXPECTED, since='12.0.0', place='head'
    ),
    ErrorText(
        '20.0.0', 'HPE_INVALID_CONTENT_LENGTH', _WITH, _BOTH, _UNEXPECTED, since='12.0.0', place='head'
    ),
    ErrorText('12.0.0', 'HPE_INVALID_TRANSFER_ENCODING', _WITH, _BOTH, _UNEXPECTED, place='last of head'),
    ErrorText('12.0.0', 'HPE_INVALID_CONTENT_LENGTH', _WITH, _BOTH, _UNEXPECTED, place='last of head'),
    ErrorText(
        '20.0.0',
        'HPE_INVALID_STATUS',
        'Invalid response status',
        'Response overflow',
        since='12.0.0',
        place='behind',
    ),
    ErrorText(
        '20.0.0', 'HPE_INVALID_STATUS', 'Invalid status code', 'Invalid response status', since='12.0.0'
    ),
    ErrorText('10.0.0', _UNEXPECTED, '(Duplicate Content-Length)', r'\1', place='name'),
    ErrorText(
        '16.0.0',
        _VALUE,
        r"^The argument '(\w+)' must be one of: (.*)\. Received '?(.*?)'?$",
        r'The value "\3" is invalid for option "\1". Must be one of: \2',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '16.0.0',
        _VALUE,
        r"^The argument '(options|hints)' is invalid\. Received (.*)$",
        r'The value "\2" is invalid for option "\1"',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '14.0.0',
        _VALUE,
        r"^The argument 'options' must have the property .* Received (.*)$",
        r'The value "\1" is invalid for option "options"',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '16.0.0',
        _VALUE,
        r"^The property 'options\.(\w+)' must be one of: (.*)\. Received (.*)$",
        r'The value "\3" is invalid for option "\1". Must be one of: \2',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '12.0.0',
        _VALUE,
        r"(?s)^The property 'options\.(\w+HighWaterMark)' is invalid\. .*$",
        r'The value "{1}" is invalid for option "\1"',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '16.0.0',
        _VALUE,
        r"^The property 'options\.(\w+HighWaterMark)' is invalid\. Received '?(.*?)'?$",
        r'The value "\2" is invalid for option "\1"',
        'ERR_INVALID_OPT_VALUE',
    ),
    ErrorText(
        '18.0.0',
        _TYPE,
        '(?s)^The "callback" argument must be of type function.*$',
        'Callback must be a function. Received {=2}',
        'ERR_INVALID_CALLBACK',
    ),
    ErrorText(
        '20.0.0',
        _TYPE,
        '(?<=^The "chunk" argument must be of type string or an instance of )Buffer, TypedArray, or DataView',
        'Buffer or Uint8Array',
    ),
    # JavaScript's own: it has no number for a Symbol
    ErrorText(
        '16.0.0',
        _TYPE,
        '^The "fd" argument .* Received type symbol .*$',
        'Cannot convert a Symbol value to a number',
        '',
    ),
    ErrorText('14.0.0', _RANGE, r'(?<=\d)_(?=\d)', ''),
    ErrorText('16.0.0', _RANGE, r'It must be >= 1\.', 'It must be > 0.'),
    ErrorText(
        '16.0.0',
        'ERR_STREAM_NULL_VALUES',
        '^.*$',
        'The first argument must be of type string or an instance of Buffer or Uint8Array. Received null',
        _TYPE,
        method='write',
    ),
    ErrorText(
        '16.0.0', _TYPE, ' or an instance of Buffer or Uint8Array', ' or an instance of Buffer', method='end'
    ),
    ErrorText('16.0.0', _TYPE, 'The "chunk" argument must', 'The first argument must', method='write'),
    ErrorText('16.0.0', 'ERR_INVALID_URL', '^Invalid URL$', 'Invalid URL: {input}'),
    ErrorText(
        '16.0.0',
        'ERR_HTTP_SOCKET_ASSIGNED',
        '^.*$',
        'This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n'
        'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n',
        'ERR_INTERNAL_ASSERTION',
    ),
    ErrorText(
        '12.0.0',
        'ERR_INTERNAL_ASSERTION',
        '(?s)^.*$',
        'false == true',
        'ERR_ASSERTION',
        name_then='AssertionError',
    ),
    ErrorText('16.0.0', _PORT, r"Received type \w+ \('?(.*?)'?\)\.", r'Received \1.'),
    ErrorText('14.0.0', 'ERR_INVALID_OPT_VALUE', r'("family")\. Must be one of: .*$', r'\1'),
    ErrorText('14.0.0', _PORT, r'^(?:options\.port|Port) should be >= 0', 'Port should be > 0'),
    # JavaScript's own: what became text was no longer looked at.
    ErrorText(
        '12.0.0',
        _TYPE,
        '^The first argument .* ArrayBuffer.* Received type symbol .*$',
        'Cannot convert a Symbol value to a string',
        '',
    ),
    ErrorText(
        '12.0.0',
        _TYPE,
        '^The first argument .* ArrayBuffer.* Received type number .*$',
        'The "value" argument must not be of type number. Received type number',
    ),
    ErrorText(
        '12.0.0',
        _TYPE,
        'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object',
        'one of type string, Buffer, ArrayBuffer, Array, or Array-like Object',
    ),
    ErrorText('12.0.0', 'ERR_INVALID_HTTP_TOKEN', r'(?s)".*"', '"{1}"'),
    ErrorText('12.0.0', 'ERR_HTTP_INVALID_STATUS_CODE', '(?s): .*', ': {0}'),
    ErrorText('12.0.0', _RANGE, r"Received '(.*)'$", r'Received \1'),
    ErrorText('12.0.0', _TYPE, r'Received type (\w+) \(.*\)$', r'Received type \1'),
    ErrorText('12.0.0', _TYPE, r'Received (?:an instance of \w+|null|\[.*|\{.*)$', 'Received type object'),
    ErrorText('12.0.0', _TYPE, r'Received (?:function.*)$', 'Received type function'),
    ErrorText('12.0.0', _TYPE, 'Received undefined$', 'Received type undefined'),
    ErrorText(
        '12.0.0',
        _TYPE,
        'of type string or an instance of Buffer(?: or Uint8Array)?',
        'one of type string or Buffer',
    ),
    ErrorText(
        '12.0.0',
        _TYPE,
        'must be of type string or one of undefined or null',
        'must be one of type string, undefined, or null',
    ),
    ErrorText('12.0.0', _TYPE, 'of type function', 'of type Function'),
    ErrorText(
        '12.0.0', _TYPE, '(?<="hostname" argument must be )of type string', 'one of type string or falsy'
    ),
    ErrorText('12.0.0', _TYPE, r'The "options\.method" property', 'The "method" argument'),
    ErrorText(
        '12.0.0',
        _TYPE,
        r'must be one of Agent-like Object, undefined, or false',
        'must be one of type Agent-like Object, undefined, or false',
    ),
    # as the parser before llhttp named it
    ErrorText('12.0.0', 'HPE_CB_HEADERS_COMPLETE', '^', '', 'HPE_CB_headers_complete'),
    ErrorText(
        '10.9.0',
        'ERR_INVALID_URL',
        '^.*$',
        'Unable to determine the domain name',
        'ERR_INVALID_DOMAIN_NAME',
        method='__init__',
    ),
    ErrorText('8.0.0', 'ERR_INVALID_DOMAIN_NAME', '^', '', name_then='Error'),
    # before errors had codes
    ErrorText(
        '8.0.0',
        'ERR_HTTP_HEADERS_SENT',
        r'^Cannot (\w+) headers after .*',
        r"Can't \1 headers after they are sent.",
    ),
    ErrorText('8.0.0', 'ERR_INVALID_HTTP_TOKEN', '^Method must be .*', 'Method must be a valid HTTP token'),
    ErrorText('8.0.0', 'ERR_INVALID_HTTP_TOKEN', 'valid HTTP token ', 'valid HTTP Token '),
    ErrorText(
        '8.0.0',
        'ERR_HTTP_INVALID_HEADER_VALUE',
        r'^Invalid value "undefined" for header (".*")$',
        r'`value` required in setHeader(\1, value).',
        name_then='Error',
    ),
    ErrorText(
        '8.0.0',
        'ERR_INVALID_CHAR',
        '^Invalid character in header content.*',
        'The header content contains invalid characters',
    ),
    ErrorText(
        '8.0.0',
        'ERR_INVALID_CHAR',
        '^Invalid character in trailer content.*',
        'The header content contains invalid characters',
    ),
    ErrorText('8.0.0', 'ERR_UNESCAPED_CHARACTERS', 'characters$', 'characters.'),
    ErrorText('8.0.0', 'ERR_INVALID_PROTOCOL', '$', '.', name_then='Error'),
    ErrorText(
        '8.0.0', _TYPE, '^The (?:first|"chunk") argument must.*', 'first argument must be a string or Buffer'
    ),
    ErrorText('8.0.0', _TYPE, '^The "listener" argument.*', 'listener must be a function'),
    ErrorText('8.0.0', _TYPE, '^The "msecs" argument.*', 'msecs must be a number'),
    ErrorText(
        '8.0.0',
        _RANGE,
        '^The value of "msecs" .*',
        'msecs must be a non-negative finite number',
    ),
    ErrorText(
        '8.0.0',
        'ERR_INVALID_OPT_VALUE',
        r'.* "family"$',
        'invalid argument: family must be 4 or 6',
    ),
    ErrorText('8.0.0', 'ERR_INVALID_IP_ADDRESS', '^Invalid IP address', 'localAddress must be a valid IP'),
    ErrorText('8.0.0', 'ERR_SERVER_NOT_RUNNING', '^.*$', 'Not running'),
    ErrorText(
        '8.0.0',
        _PORT,
        r'^Port should be > 0 and < 65536\. Received (.*)\.$',
        r'port should be >= 0 and < 65536: \1',
    ),
    ErrorText(
        '8.0.0',
        'ERR_INVALID_OPT_VALUE',
        r'.* "options"$',
        'Invalid listen argument: [object Object]',
        name_then='Error',
    ),
    ErrorText('8.0.0', _RANGE, '^The value of "n" .*$', 'n must be a positive number', name_then='TypeError'),
    ErrorText('8.0.0', 'ERR_STREAM_DESTROYED', '^.*$', 'This socket is closed.', method='write'),
)
