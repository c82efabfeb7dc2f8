# ruff: noqa: F403, F405 - as a ported program begins
from compat.globals import *

log = console.log


def imm():
    log('imm')
    setImmediate(lambda: log('imm next'))
    process.nextTick(lambda: log('imm tick'))


def t():
    log('timeout')
    setImmediate(imm)
    setImmediate(lambda: log('imm2'))
    process.nextTick(lambda: log('tick'))


setTimeout(t, 5)
