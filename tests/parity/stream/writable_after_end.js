'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(w, 'w', 'error close finish');
ticks(5);
w.end('a', function (e) { log('first end', e); });
w.end(function (e) { log('second end', e); });
log(w.write('b', function (e) { log('b', e); }), w.errored, w.destroyed);
w.end('c', function (e) { log('third end', e); });
var v = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(v, 'v', 'error close finish');
v.end();
v.on('close', function () { v.end(function (e) { log('v end', e); }); log(v.write('x', function (e) { log('v write', e); })); v.end('y', function (e) { log('v end y', e); }); });
