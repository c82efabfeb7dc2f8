'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var t = new stream.Transform({ transform: function (c, e, cb) { log('_transform', c, e); cb(null, String(c).toUpperCase()); }, flush: function (cb) { log('_flush'); cb(null, '!'); } });
events(t, 't', 'data end prefinish finish close');
ticks(10);
t.write('a', function (e) { log('written', e); }); t.write('b'); t.end('c', function () { log('ended'); });
