'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var s = new stream.Stream(); s.readable = true;
s.pause = function () { log('paused'); }; s.resume = function () { log('resumed'); };
var w = new stream.Writable({ highWaterMark: 2, write: function (c, e, cb) { log('_write', c); setTimeout(cb, 1); } });
events(w, 'w', 'pipe drain finish close');
log(s.pipe(w) === w);
s.emit('data', 'a'); s.emit('data', 'bcd');
w.on('drain', function () { s.emit('end'); log(s.listenerCount('data')); });
var t = new stream.Stream(), x = new stream.Writable({ write: function () {} });
t.pipe(x); t.emit('close'); log(x.destroyed);
try { var u = new stream.Stream(); u.pipe(new stream.PassThrough()); u.emit('error', new Error('nobody')); } catch (e) { log(e); }
