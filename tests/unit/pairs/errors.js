const log = console.log;
process.on('uncaughtException', (err, origin) => log('uncaught', err.message, origin));
process.on('uncaughtExceptionMonitor', (err) => log('monitor', err.message));
process.nextTick(() => log('tick a'));
process.nextTick(() => { throw new Error('in tick'); });
process.nextTick(() => log('tick b'));
queueMicrotask(() => log('micro'));
setImmediate(() => {
  setTimeout(() => { throw new Error('in timer'); }, 5);
  setTimeout(() => { log('timer 2'); setImmediate(() => { throw new Error('in immediate'); }); }, 5);
});
const target = new EventTarget();
target.addEventListener('x', () => { throw new Error('in event'); });
target.addEventListener('x', () => log('next listener'));
target.dispatchEvent(new Event('x'));
process.on('beforeExit', (code) => log('beforeExit', code));
process.on('exit', (code) => { log('exit', code); process.exitCode = 6; });
throw new Error('main');
