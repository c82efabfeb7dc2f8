'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

async function* slow() { yield 'a'; await new Promise(function (r) { setTimeout(r, 1); }); yield 'b'; }
function show(name, r) { log(name, r.readableObjectMode, r.readableHighWaterMark); events(r, name, 'data end error close'); }
show('list', stream.Readable.from(['x', 1, true]));
show('string', stream.Readable.from('whole'));
show('bytes', stream.Readable.from(Buffer.from('whole')));
show('options', stream.Readable.from(['p', 'q'], { objectMode: false, highWaterMark: 5 }));
setTimeout(function () { show('slow', stream.Readable.from(slow())); }, 3);
setTimeout(function () { show('null', stream.Readable.from([1, null])); }, 9);
setTimeout(function () { show('throws', stream.Readable.from((function* () { yield 1; throw new Error('gen'); })())); }, 12);
[5, null].forEach(function (v) { try { stream.Readable.from(v); } catch (e) { log(e); } });
