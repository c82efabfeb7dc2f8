'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ highWaterMark: 6, read: function () { setTimeout(function () { n++; log('push', r.push(n > 4 ? null : 'part' + n), r.readableLength); }, 1); } });
events(r, 'r', 'end close resume pause');
var w = new stream.Writable({ highWaterMark: 3, write: function (c, e, cb) { log('_write', c); setTimeout(cb, 15); } });
events(w, 'w', 'drain finish');
r.pipe(w);
