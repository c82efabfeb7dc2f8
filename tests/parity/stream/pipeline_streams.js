'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var n = 0;
var r = new stream.Readable({ read: function () { n++; this.push(n > 3 ? null : 'c' + n); } });
var t = new stream.Transform({ transform: function (c, e, cb) { cb(null, String(c).toUpperCase()); } });
var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); } });
events(r, 'r', 'end close'); events(t, 't', 'end finish close'); events(w, 'w', 'pipe unpipe finish close');
log(stream.pipeline(r, t, w, function (e) { log('pipeline', e); }) === w);
ticks(20);
