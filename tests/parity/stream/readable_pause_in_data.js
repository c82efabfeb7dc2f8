'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () { log('_read'); } });
events(r, 'r', 'end close pause resume readable');
r.on('data', function (c) { log('data', c, r.readableLength); r.pause(); setTimeout(function () { r.resume(); }, 1); });
r.push('a'); r.push('b'); r.push('c'); r.push(null);
