"""Errors as older versions wrote them: the profile's words, applied to an error of the newest version."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ._inspect import inspect
from ._strings import to_string
from .errors import NodeError
from .versions import Profile, error_texts

_VALUE = re.compile(r'\{(=?)(input|\d)\}')
_SYSTEM = re.compile(r'(?P<what>\w+ E[A-Z]+): .*? (?P<where>\S+)$')


def _end_of_head(packet: bytes, position: int) -> int:
    end = packet.find(b'\r\n\r\n', max(position - 2, 0))
    return position if end < 0 else end + 4


#: Where an older parser said that something was wrong, by the read and the place where the newest finds it.
PLACES: dict[str, Callable[[bytes, int], int]] = {
    'before': lambda packet, position: position - 1,
    'behind': lambda packet, position: position + 1,
    'head': _end_of_head,
    'last of head': lambda packet, position: _end_of_head(packet, position) - 1,
    'name': lambda packet, position: max(packet.rfind(b':', 0, position) - 1, 0),
}


def as_of(profile: Profile, error: Any, method: str = '', *, client: bool = False) -> Any:
    """The same error, with the name, the code, the words and the fields that it had in that version."""
    if not isinstance(error, NodeError) or error.code is None or error.__dict__.get('_former'):
        return error
    fields = error.__dict__
    fields['_former'] = True
    packet = error.rawPacket
    for text in error_texts(profile.version):
        if text.code == error.code and text.method in ('', method) and re.search(text.pattern, error.message):
            words = _filled(text.words, error)
            error.message = re.sub(text.pattern, words, error.message)
            if error.reason is not None:
                fields['reason'] = re.sub(text.pattern, words, error.reason)
            if text.code_then is not None:
                fields['code'] = text.code_then or None
            if text.name_then is not None:
                fields['name'] = text.name_then
            if text.place and packet is not None:
                fields['bytesParsed'] = PLACES[text.place](packet, error.bytesParsed)
    code = error.code or ''
    if code.startswith('HPE_') and not profile.parser_reasons:
        error.message = 'Parse Error'
        fields['reason'] = None
        if client or not profile.raw_packets:
            fields['rawPacket'] = None
    if code.startswith('ERR_'):
        if not profile.error_codes:
            fields['code'] = None
        elif profile.error_names:
            fields['name'] = f'{error.name} [{error.code}]'
    elif not profile.numeric_errno and error.errno is not None:
        fields['errno'] = error.code
        error.message = _SYSTEM.sub(r'\g<what> \g<where>', error.message)
    return error


def _filled(words: str, error: NodeError) -> str:
    """The words with what the error is about: `{input}`, `{0}` for an argument, `{=0}` for one inspected."""
    values: dict[str, Any] = {
        'input': error.input,
        **{str(index): value for index, value in enumerate(error.args)},
    }

    def text(match: re.Match[str]) -> str:
        shown = (inspect if match[1] else to_string)(values[match[2]])
        return shown.replace('\\', r'\\')

    return _VALUE.sub(text, words)
