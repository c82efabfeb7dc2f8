'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name) { var w = new stream.Writable({ write: function (c, e, cb) { log(name, '_write', c); cb(); } }); events(w, name, 'finish error'); return w; }
make('1').end(function (e) { log('1', e); });
make('2').end('x', function (e) { log('2', e); });
make('3').end('78', 'hex', function (e) { log('3', e); });
make('4').end(null, function (e) { log('4', e); });
make('5').end(undefined, 'utf8', function (e) { log('5', e); });
make('6').end('', function (e) { log('6', e); });
try { make('7').end(5, function (e) { log('7', e); }); } catch (e) { log('threw', e); }
var w = make('8'); w.destroy(); w.end(function (e) { log('8', e); }); w.end('late', function (e) { log('8 late', e); });
ticks(4);
