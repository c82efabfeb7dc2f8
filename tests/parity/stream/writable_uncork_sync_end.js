'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); }, final: function (cb) { log('_final'); cb(); } });
events(w, 'w', 'drain prefinish finish close');
w.cork();
['a', 'b', 'c'].forEach(function (c) { w.write(c, function (e) { log(c, 'written', e); }); });
w.end(function (e) { log('ended', e); });
ticks(5);
var v = new stream.Writable({ writev: function (c, cb) { log('_writev', c.length); cb(); }, final: function (cb) { log('v _final'); cb(); } });
events(v, 'v', 'prefinish finish close');
v.cork(); v.write('1', function () { log('1'); }); v.write('2', function () { log('2'); }); v.end();
v = new stream.Writable({ writev: function (c, cb) { log('_writev alone', c.length, c[0].chunk, c[0].encoding); cb(); } });
v.write('x');
