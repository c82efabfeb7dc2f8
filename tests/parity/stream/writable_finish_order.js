'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { setTimeout(cb, 1); } });
w.on('prefinish', function () { log('prefinish', w.writableEnded, w.writableFinished, w.writableLength); ticks(4); });
w.on('finish', function () { log('finish', w.writableFinished, w.writable, w.destroyed); });
w.on('close', function () { log('close', w.closed); });
w.write('a', function () { log('a'); }); w.write('b', function () { log('b'); }); w.end('c', function () { log('ended'); });
var x = new stream.Writable({ autoDestroy: false, emitClose: false, write: function (c, e, cb) { cb(); } });
events(x, 'x', 'prefinish finish close'); x.end(); log(x.writableEnded, x.writableFinished);
process.nextTick(function () { log(x.writableFinished); });
