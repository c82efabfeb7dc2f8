'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var held;
var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); if (!held) held = cb; else cb(); }, final: function (cb) { log('_final'); cb(); } });
events(w, 'w', 'drain prefinish finish close');
w.write('a', function () { log('a'); }); w.write('b', function () { log('b'); }); w.write('c'); w.end('d', function () { log('ended'); });
setTimeout(function () { ticks(5); held(); log('released'); }, 2);
