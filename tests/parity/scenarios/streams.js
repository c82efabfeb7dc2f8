'use strict';
// Streams by themselves: how they end, fail and go, and what `finished` and `pipeline` make of it, version by version.
var stream = require('stream');
var scenario = require('../trace.js').scenario;

var EVENTS = 'prefinish finish end error close pipe unpipe drain';

// Runs the forms one after the other, each in a lane of its own.
function each(t, forms) {
  var names = Object.keys(forms);
  (function next() {
    var name = names.shift();
    if (name === undefined) return t.done();
    t.attempt(name, 'run', () => forms[name](name));
    t.turns(4, next);
  })();
}

function readable(chunks) {
  var left = (chunks || ['a', 'b']).slice();
  return new stream.Readable({ read: function () { this.push(left.length ? left.shift() : null); } });
}

function endless() { return new stream.Readable({ read: () => undefined }); }

function writable(write) { return new stream.Writable({ write: write || ((chunk, encoding, callback) => callback()) }); }

function late(chunk, encoding, callback) { setImmediate(callback); }

function failing(chunk, encoding, callback) { callback(new Error('write')); }

scenario('ends', t => each(t, {
  readable: name => { t.events(name, 'stream', readable(), EVENTS).resume(); },
  'readable, not read': name => { t.events(name, 'stream', readable(), EVENTS); },
  writable: name => { t.events(name, 'stream', writable(), EVENTS).end('x'); },
  'writable, late': name => { t.events(name, 'stream', writable(late), EVENTS).end('x'); },
  through: name => { var through = t.events(name, 'stream', new stream.PassThrough(), EVENTS); through.end('x'); through.resume(); },
  'through, not read': name => { t.events(name, 'stream', new stream.PassThrough(), EVENTS).end('x'); },
  'own autoDestroy': name => { t.events(name, 'stream', new stream.Writable({ autoDestroy: false, write: late }), EVENTS).end('x'); },
}));

scenario('room', t => {
  var small = new Array(1001).join('s');
  var big = new Array(20001).join('b');
  each(t, {
    'at once': name => { var to = t.events(name, 'stream', writable(), EVENTS); t.log(name, to.write(small), to.write(big), to._writableState.highWaterMark >= 16384); },
    late: name => { var to = t.events(name, 'stream', writable(late), EVENTS); t.log(name, to.write(small), to.write(big), to.write(big), to.write(big), to.write(big)); },
    corked: name => { var to = t.events(name, 'stream', writable(), EVENTS); to.cork(); t.log(name, to.write(small), to.write(big), to.write(big), to.write(big), to.write(big)); to.uncork(); },
    'given mark': name => { var to = new stream.Writable({ highWaterMark: 3, write: late }); t.events(name, 'stream', to, EVENTS); t.log(name, to.write('a'), to.write('b'), to.write('c'), to.write('d')); },
    'mark at once': name => { var to = new stream.Writable({ highWaterMark: 3, write: (chunk, encoding, callback) => callback() }); t.events(name, 'stream', to, EVENTS); t.log(name, to.write('a'), to.write('bcd')); },
    objects: name => { var to = new stream.Writable({ objectMode: true, highWaterMark: 1, write: (chunk, encoding, callback) => callback() }); t.events(name, 'stream', to, EVENTS); t.log(name, to.write({}), to.write({})); },
  });
});

scenario('pipes', t => each(t, {
  whole: name => { t.events(name, 'source', readable(), EVENTS).pipe(t.events(name, 'sink', writable(late), EVENTS)); },
  through: name => { t.events(name, 'source', readable(), EVENTS).pipe(t.events(name, 'middle', new stream.PassThrough(), EVENTS)).pipe(t.events(name, 'sink', writable(), EVENTS)); },
  'without end': name => { t.events(name, 'source', readable(), EVENTS).pipe(t.events(name, 'sink', writable(), EVENTS), { end: false }); },
  unpiped: name => { var source = t.events(name, 'source', endless(), EVENTS); var sink = t.events(name, 'sink', writable(), EVENTS); source.pipe(sink); source.unpipe(sink); source.unpipe(sink); },
  'two, unpiped': name => { var source = endless(); source.pipe(t.events(name, 'one', writable(), EVENTS)); source.pipe(t.events(name, 'two', writable(), EVENTS)); source.unpipe(); },
  'failing sink': name => { t.events(name, 'source', readable(), EVENTS).pipe(t.events(name, 'sink', writable(failing), EVENTS)); },
}));

scenario('failures', t => each(t, {
  'written to': name => { var to = t.events(name, 'stream', writable(failing), EVENTS); to.write('x', error => t.log(name, 'callback', error)); },
  'written to, late': name => { var to = t.events(name, 'stream', writable((chunk, encoding, callback) => { setImmediate(() => callback(new Error('write'))); }), EVENTS); to.write('x', error => t.log(name, 'callback', error)); },
  'written to after the end': name => { var to = t.events(name, 'stream', writable(), EVENTS); to.end(); t.log(name, to.write('x', error => t.log(name, 'callback', error))); },
  'pushed after the end': name => { var from = t.events(name, 'stream', endless(), EVENTS); from.push(null); from.push('x'); from.resume(); },
  'end with a callback': name => { t.events(name, 'stream', writable(), EVENTS).end('x', error => t.log(name, 'callback', error)); },
}));

scenario('destroyed', t => each(t, {
  readable: name => { var from = t.events(name, 'stream', endless(), EVENTS); t.log(name, from.destroy() === from, from.destroyed); from.destroy(); },
  'readable, with an error': name => { var from = t.events(name, 'stream', endless(), EVENTS); from.destroy(new Error('mine')); from.destroy(new Error('again')); },
  writable: name => { var to = t.events(name, 'stream', writable(), EVENTS); t.log(name, to.destroy() === to, to.destroyed); },
  'writable, with an error': name => { t.events(name, 'stream', writable(), EVENTS).destroy(new Error('mine')); },
  'while it reads': name => { var from = t.events(name, 'stream', readable(['a', 'b', 'c']), EVENTS); from.on('data', () => from.destroy()); },
  'after its end': name => { var from = t.events(name, 'stream', readable(), EVENTS); from.on('end', () => from.destroy()); from.resume(); },
  through: name => { var through = t.events(name, 'stream', new stream.PassThrough(), EVENTS); through.write('x'); through.destroy(); },
  'own emitClose': name => { t.events(name, 'stream', new stream.Readable({ emitClose: false, read: () => undefined }), EVENTS).destroy(); },
}));

scenario('read', t => each(t, {
  readable: name => { var from = readable(); from.on('readable', () => { t.log(name, 'readable', from._readableState.flowing); while (from.read() !== null); }); t.events(name, 'stream', from, EVENTS); },
  'readable, one by one': name => { var from = readable(['ab', 'cd']); from.on('readable', () => { var chunk; while ((chunk = from.read(1)) !== null) t.log(name, chunk); }); t.events(name, 'stream', from, EVENTS); },
  data: name => { var from = readable(); from.on('data', chunk => t.log(name, chunk, from._readableState.flowing)); t.events(name, 'stream', from, EVENTS); },
  paused: name => { var from = readable(); from.on('data', chunk => t.log(name, chunk)); from.pause(); t.log(name, from.isPaused()); t.turns(1, () => { t.log(name, 'resumed'); from.resume(); }); },
  encoded: name => { var from = readable([Buffer.from([0xc3]), Buffer.from([0xa4])]); from.setEncoding('utf8'); from.on('data', chunk => t.log(name, chunk)); t.events(name, 'stream', from, EVENTS); },
}));

// ---- finished and pipeline --------------------------------------------------------------------------------------

var FORMS = {
  'read to its end': name => { var from = readable(); from.resume(); return from; },
  'never read': name => readable(),
  written: name => { var to = writable(); to.end('x'); return to; },
  'written late': name => { var to = writable(late); to.end('x'); return to; },
  'written, failing': name => { var to = writable(failing); to.end('x'); return to; },
  'read, destroyed': name => { var from = endless(); setImmediate(() => from.destroy()); return from; },
  'read, destroyed with an error': name => { var from = endless(); setImmediate(() => from.destroy(new Error('mine'))); return from; },
  'written, destroyed': name => { var to = writable(); setImmediate(() => to.destroy()); return to; },
  'through, read': name => { var through = new stream.PassThrough(); through.end('x'); through.resume(); return through; },
  'through, not read': name => { var through = new stream.PassThrough(); through.end('x'); return through; },
  'through, destroyed': name => { var through = new stream.PassThrough(); through.end('x'); setImmediate(() => through.destroy()); return through; },
  'through, ended only': name => { var through = new stream.PassThrough(); through.resume(); through.push(null); return through; },
};

function followed(t, options) {
  var forms = {};
  Object.keys(FORMS).forEach(name => {
    forms[name] = () => {
      var followed = t.events(name, 'stream', FORMS[name](name), EVENTS);
      stream.finished(followed, options || {}, error => t.log(name, 'finished', error));
    };
  });
  each(t, forms);
}

scenario('finished', t => followed(t));
scenario('finished_reading', t => followed(t, { writable: false }));
scenario('finished_writing', t => followed(t, { readable: false }));
scenario('finished_whatever_fails', t => followed(t, { error: false }));
scenario('finished_afterwards', t => {
  var forms = {};
  ['read to its end', 'written', 'through, read', 'read, destroyed', 'read, destroyed with an error', 'written, failing'].forEach(name => {
    forms[name] = () => {
      var over = FORMS[name](name);
      over.on('error', () => undefined);
      t.turns(2, () => stream.finished(over, error => t.log(name, 'finished', error)));
    };
  });
  each(t, forms);
});

function piped(t, name, streams) {
  ['source', 'middle', 'sink'].slice(0, streams.length - 1).concat('sink').forEach((label, index) => t.events(name, label, streams[index], EVENTS));
  var last = stream.pipeline.apply(stream, streams.concat(error => t.log(name, 'pipeline', error)));
  t.log(name, last === streams[streams.length - 1]);
}

function transform(change) { return new stream.Transform({ transform: change }); }

scenario('pipeline', t => each(t, {
  two: name => piped(t, name, [readable(), writable()]),
  'two, late': name => piped(t, name, [readable(), writable(late)]),
  three: name => piped(t, name, [readable(), new stream.PassThrough(), writable()]),
  'into a stream that is read': name => { var through = new stream.PassThrough(); piped(t, name, [readable(), through]); through.resume(); },
  'into a stream that is not read': name => piped(t, name, [readable(), new stream.PassThrough()]),
}));

scenario('pipeline_fails', t => each(t, {
  'the source': name => { var source = endless(); piped(t, name, [source, new stream.PassThrough(), writable()]); setImmediate(() => source.destroy(new Error('source'))); },
  'the source, without an error': name => { var source = endless(); piped(t, name, [source, writable()]); setImmediate(() => source.destroy()); },
  'the middle': name => piped(t, name, [readable(), transform((chunk, encoding, callback) => callback(new Error('middle'))), writable()]),
  'the middle is destroyed': name => { var middle = new stream.PassThrough(); piped(t, name, [endless(), middle, writable()]); setImmediate(() => middle.destroy()); },
  'the sink': name => piped(t, name, [readable(), new stream.PassThrough(), writable(failing)]),
  'the sink is destroyed': name => { var sink = writable(); piped(t, name, [endless(), sink]); setImmediate(() => sink.destroy()); },
  'the sink is destroyed with an error': name => { var sink = writable(); piped(t, name, [endless(), new stream.PassThrough(), sink]); setImmediate(() => sink.destroy(new Error('sink'))); },
}));

scenario('data_behind_a_reader_that_left', t => {
  var readable = new stream.Readable({ read: () => undefined });
  var reader = () => t.log('stream', 'readable', readable.read());
  t.events('stream', 'readable', readable, 'pause resume');
  readable.push('abc');
  readable.on('readable', reader);
  readable.removeListener('readable', reader);
  readable.on('data', chunk => t.log('stream', 'data', chunk));
  readable.resume();
  t.log('stream', readable._readableState.flowing);
  readable.pause();
  t.turns(2, () => {
    t.log('stream', readable._readableState.flowing);
    t.done();
  });
});
