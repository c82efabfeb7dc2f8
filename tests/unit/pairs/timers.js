const log = console.log;
function attempt(f) {
  try {
    log('ok', f());
  } catch (err) {
    log(err.name, err.code, err.message);
  }
}
for (const f of [setTimeout, setInterval, setImmediate, queueMicrotask, process.nextTick]) {
  attempt(() => f());
  attempt(() => f(5));
}
attempt(() => clearTimeout(null));
attempt(() => clearTimeout('abc'));
attempt(() => clearTimeout());
let n = 0;
const interval = setInterval((...args) => {
  log('interval', ++n, ...args);
  if (n === 3) {
    clearInterval(interval);
    const late = setTimeout(() => { log('late'); startAgain(); }, 40);
    setTimeout(() => log('before late'), 20);
    late.refresh();
  }
}, 3, 'x', 'y');
let k = 0;
function startAgain() {
  const again = setTimeout(() => {
    log('again', ++k);
    if (k < 3) again.refresh();
    else main();
  }, 2);
}
const unref = setTimeout(() => log('never'), 100000).unref();
log(unref.hasRef(), interval.hasRef(), unref.ref().hasRef(), unref.unref().hasRef());
clearImmediate(setImmediate(() => log('never')));
clearTimeout(setTimeout(() => log('never'), 1));
clearTimeout(+setTimeout(() => log('never'), 1));
clearInterval(String(+setInterval(() => log('never'), 1)));
setTimeout(() => log('never'), 1).close();
const {setTimeout: wait, setImmediate: soon, setInterval: every, scheduler} = require('timers/promises');
const tryAwait = async (f) => {
  try {
    log('ok', await f());
  } catch (err) {
    log(err.name, err.code, err.message);
  }
};
async function main() {
  await tryAwait(() => wait(1, 'v'));
  await tryAwait(() => soon('w'));
  await tryAwait(() => wait(1, 'v', 5));
  await tryAwait(() => wait(1, 'v', {signal: 5}));
  await tryAwait(() => wait(1, 'v', {ref: 5}));
  await tryAwait(() => wait('a'));
  await tryAwait(() => wait(null));
  await tryAwait(() => wait(10, 'v', {signal: AbortSignal.abort('r')}));
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 5);
  await tryAwait(() => wait(1000, 'v', {signal: controller.signal}));
  await tryAwait(() => soon('v', {signal: AbortSignal.abort('r')}));
  await scheduler.wait(1);
  await scheduler.yield();
  let i = 0;
  for await (const v of every(2, 'every')) {
    log(v);
    if (++i === 3) break;
  }
  const other = new AbortController();
  try {
    for await (const v of every(2, 'until', {signal: other.signal})) {
      log(v);
      if (++i === 5) other.abort();
    }
  } catch (err) {
    log(err.name, err.code, err.cause.name);
  }
}
