'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function watch(name, s, o) { return stream.finished(s, o || {}, function (e) { log(name, 'finished', e); }); }
function readable() { return new stream.Readable({ read: function () {} }); }
function writable() { return new stream.Writable({ write: function (c, e, cb) { cb(); } }); }
function duplex() { return new stream.Duplex({ read: function () {}, write: function (c, e, cb) { cb(); } }); }
var a = readable(); watch('a', a); events(a, 'a', 'end close'); a.push(null); a.resume();
var b = writable(); watch('b', b); events(b, 'b', 'finish close'); b.end();
var c = duplex(); watch('c', c); watch('c readable', c, { writable: false }); watch('c writable', c, { readable: false }); events(c, 'c', 'end finish close'); c.push(null); c.resume(); setTimeout(function () { c.end(); }, 2);
var d = readable(); watch('d', d); d.destroy();
var f = readable(); f.on('error', function () { log('f error'); }); watch('f', f); watch('f no error', f, { error: false }); f.destroy(new Error('f'));
var g = readable(); watch('g', g)(); g.destroy();
var h = writable(); h.end(); h.on('close', function () { watch('h after', h); });
var i = readable(); i.on('error', function () {}); i.destroy(new Error('i')); setTimeout(function () { watch('i after', i); }, 2);
var j = duplex(); watch('j', j); j.end(); j.destroy();
ticks(6);
['x', {}, null].forEach(function (v) { try { stream.finished(v, function () {}); } catch (e) { log(e); } });
try { stream.finished(readable()); } catch (e) { log(e); }
