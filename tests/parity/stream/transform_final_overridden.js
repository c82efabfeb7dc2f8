'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var t = new stream.Transform({ transform: function (c, e, cb) { cb(null, c); }, flush: function (cb) { log('flush'); cb(); }, final: function (cb) { log('final'); cb(); } });
events(t, 't', 'data end prefinish finish close');
ticks(8);
t.end('x');
var p = new stream.PassThrough();
events(p, 'p', 'data end prefinish finish close');
p.end('y');
