'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ read: function () {} });
var w = new stream.Writable({ write: function (c, e, cb) { cb(new Error('w fails')); } });
events(r, 'r', 'error close pause'); events(w, 'w', 'error unpipe close');
r.pipe(w);
r.push('x');
ticks(6);
setTimeout(function () { log(r.destroyed, r.readableFlowing, r._readableState.pipes.length); }, 2);
var q = new stream.Readable({ read: function () {} }), v = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(q, 'q', 'error close pause'); events(v, 'v', 'unpipe close finish');
q.pipe(v); q.destroy(new Error('q'));
var p = new stream.Readable({ read: function () {} }), u = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(p, 'p', 'close pause'); events(u, 'u', 'unpipe close finish');
p.pipe(u); p.push('1'); u.destroy();
