// The client of one scenario, on real Node: what it is told is what it is to do, and it prints what it sees.
// client.py is the same on node_http.
const fs = require('node:fs');

const plan = JSON.parse(process.argv[2]);
const log = (...fields) => fs.writeSync(1, JSON.stringify(fields) + '\n');

function error(e) {
  return { constructor: e.constructor.name, name: e.name, code: e.code ?? null, message: e.message };
}

function data(value) {
  if (typeof value === 'string') return { text: value };
  if (value instanceof ArrayBuffer) return { arraybuffer: Buffer.from(value).toString('hex') };
  return { blob: value.size, type: value.type };
}

function state() {
  return { readyState: ws.readyState, bufferedAmount: ws.bufferedAmount, protocol: ws.protocol, extensions: ws.extensions };
}

function fields(event) {
  const own = { event: event.constructor.name, bubbles: event.bubbles, cancelable: event.cancelable, isTarget: event.target === ws };
  if (event.type === 'message') {
    Object.assign(own, data(event.data), { origin: event.origin, lastEventId: event.lastEventId, source: event.source, ports: event.ports });
  } else if (event.type === 'close') {
    Object.assign(own, { code: event.code, reason: event.reason, wasClean: event.wasClean });
  } else if (event.type === 'error') {
    Object.assign(own, { message: event.message, error: event.error && error(event.error), filename: event.filename, lineno: event.lineno, colno: event.colno });
  }
  return own;
}

const actions = {
  send: (text) => ws.send(text),
  sendBytes: (hex) => ws.send(Buffer.from(hex, 'hex')),
  sendArrayBuffer: (hex) => ws.send(new Uint8Array(Buffer.from(hex, 'hex')).buffer),
  sendBlob: (text) => ws.send(new Blob([text])),
  sendRepeated: (text, times) => ws.send(text.repeat(times)),
  close: (...args) => ws.close(...args),
  closeForReason: (reason) => ws.close(undefined, reason),
  binaryType: (type) => { ws.binaryType = type; },
  state: () => log('state', state()),
};

function act(list) {
  for (const [name, ...args] of list ?? []) {
    try {
      actions[name](...args);
      if (name !== 'state') log('did', name, state());
    } catch (e) {
      log('threw', name, error(e));
    }
  }
}

const ws = new WebSocket(plan.url, plan.protocols ?? []);
log('new', state());
const counts = {};
for (const type of ['open', 'message', 'error', 'close']) {
  ws.addEventListener(type, (event) => {
    const count = counts[type] = (counts[type] ?? 0) + 1;
    log(type, fields(event), state());
    act(plan.on?.[type]);
    act(plan.on?.[type + count]);
  });
}
act(plan.first);
process.on('uncaughtException', (e) => log('uncaught', error(e)));
