'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
r.push('abc'); r.push(null);
events(r, 'r', 'readable end close');
ticks(8);
setTimeout(function () { log(r.readableEnded); log(r.read(1)); log(r.read(10)); log(r.read()); log(r.readableEnded); }, 3);
