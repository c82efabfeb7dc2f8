'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var old = new stream.Stream();
old.pause = function () { log('old paused'); }; old.resume = function () { log('old resumed'); };
var r = new stream.Readable({ highWaterMark: 3 }).wrap(old);
events(r, 'r', 'readable end close');
old.emit('data', Buffer.from('ab')); old.emit('data', Buffer.from('cd'));
ticks(4);
setTimeout(function () { log(r.read()); old.emit('end'); log(r.read()); }, 2);
