"""What the tables of a grammar are made of: states, steps between them, and a builder that makes them out of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from .errors import Fault


class Step(NamedTuple):
    """To the state ``target``; the byte is consumed, or left to that state."""

    target: State
    action: str | None = None
    consume: bool = True


class State:
    __slots__ = ('halts', 'name', 'otherwise', 'run', 'span', 'steps')

    def __init__(self, name: str) -> None:
        self.name = name
        self.run: Callable[[bytes, int], re.Match[bytes] | None] | None = None
        self.span: str | None = None
        self.steps: dict[int, Step | Fault] = {}
        self.otherwise: Step | Fault = Fault('HPE_INTERNAL', 'Invalid state')
        #: What the machine has found when it comes here: 'head', 'data' (of a chunk) or 'end' (of a chunked body).
        self.halts: str | None = None

    def __repr__(self) -> str:
        return f'<State {self.name}>'


Table = Mapping[str, State]


class Peek(NamedTuple):
    """A rule that leads to a state without consuming the byte."""

    to: str
    action: str | None = None


#: What a rule may lead to: the name of a state, (name, action), either of them without consuming, or a fault.
Target = str | tuple[str, str] | Peek | Fault


class Builder:
    """Makes the states of a grammar out of rules."""

    def __init__(self) -> None:
        self.table: dict[str, State] = {}

    def __getitem__(self, name: str) -> State:
        state = self.table.get(name)
        if state is None:
            state = self.table[name] = State(name)
        return state

    def _resolve(self, rule: Target) -> Step | Fault:
        if isinstance(rule, Fault):
            return rule
        if isinstance(rule, Peek):
            return Step(self[rule.to], rule.action, False)
        if isinstance(rule, str):
            return Step(self[rule])
        return Step(self[rule[0]], rule[1])

    def state(
        self,
        name: str,
        rules: Mapping[bytes, Target],
        otherwise: Target,
        *,
        run: bytes = b'',
        span: str | None = None,
    ) -> None:
        """A state; the keys of ``rules`` are sets of bytes, ``run`` is the inside of a character class."""
        state = self[name]
        state.run = re.compile(b'[' + run + b']*').match if run else None
        state.span = span
        state.otherwise = self._resolve(otherwise)
        for chars, rule in rules.items():
            step = self._resolve(rule)
            state.steps.update(dict.fromkeys(chars, step))

    def literal(
        self,
        name: str,
        text: bytes,
        to: Target,
        fault: Target,
        *,
        span: str | None = None,
        fold: bool = False,
    ) -> None:
        """A chain of states that reads ``text``, in any case if it may ``fold``; the first is called ``name``."""
        for index in range(len(text)):
            chars = text[index : index + 1]
            if fold:
                chars = chars.lower() + chars.upper()
            last = index + 1 == len(text)
            here = name if index == 0 else f'{name}+{index}'
            self.state(here, {chars: to if last else f'{name}+{index + 1}'}, fault, span=span)

    def halt(self, name: str, finds: str) -> None:
        self[name].halts = finds
