'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var held = [];
var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); held.push(cb); }, destroy: function (e, cb) { log('_destroy', e); cb(e); } });
events(w, 'w', 'error close finish drain');
ticks(6);
w.write('a', function (e) { log('a', e); });
w.write('b', function (e) { log('b', e); });
w.end('c', function (e) { log('end', e); });
w.destroy();
log(w.destroyed, w.closed, w.writableLength, w.writableAborted);
setTimeout(function () { held[0](); log(w.writableLength, w.closed, w.errored); }, 3);
var v = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(v, 'v', 'error close finish drain');
v.write('a', function (e) { log('v a', e); }); v.destroy(new Error('v'));
v.end(function (e) { log('v end', e); });
