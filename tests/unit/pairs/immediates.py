from compat.globals import *

log = console.log


def imm():
    log('imm')
    setImmediate(lambda: log('imm next'))
    setTimeout(lambda: log('t0 from imm'), 0)
    process.nextTick(lambda: log('imm tick'))


def t():
    log('timeout')
    setImmediate(imm)
    setImmediate(lambda: log('imm2'))
    process.nextTick(lambda: log('tick'))


setTimeout(t, 5)
