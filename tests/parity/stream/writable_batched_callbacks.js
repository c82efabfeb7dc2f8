'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(w, 'w', 'drain finish close');
function shared() { log('shared'); }
w.write('1', shared); w.write('2', shared); w.write('3', function () { log('own'); }); w.write('4', shared); w.write('5');
ticks(5);
