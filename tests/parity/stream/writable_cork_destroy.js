'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); } });
events(w, 'w', 'error close finish');
w.cork(); w.write('a', function (e) { log('a', e); }); w.write('b', function (e) { log('b', e); });
w.end(function (e) { log('end', e); });
w.cork(); log(w.writableCorked, w.writableLength);
var v = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); } });
events(v, 'v', 'error close finish');
v.cork(); v.write('a', function (e) { log('v a', e); }); v.write('b', function (e) { log('v b', e); });
v.destroy(new Error('v')); v.uncork(); v.uncork();
log(v.writableLength, v.writableCorked);
ticks(6);
