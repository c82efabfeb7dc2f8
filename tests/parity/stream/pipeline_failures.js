'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(name) {
  var r = new stream.Readable({ read: function () {} }), t = new stream.PassThrough(), w = new stream.Writable({ write: function (c, e, cb) { cb(); } });
  events(r, name + ' r', 'error close end'); events(t, name + ' t', 'error close end finish'); events(w, name + ' w', 'error close finish');
  stream.pipeline(r, t, w, function (e) { log(name, 'pipeline', e, r.destroyed, t.destroyed, w.destroyed); });
  r.push('x');
  return { r: r, t: t, w: w };
}
var a = make('source'); a.r.destroy(new Error('source'));
var b = make('middle'); setTimeout(function () { b.t.destroy(new Error('middle')); }, 5);
var c = make('target'); setTimeout(function () { c.w.destroy(new Error('target')); }, 10);
var d = make('closed'); setTimeout(function () { d.r.destroy(); }, 15);
var e = make('target closed'); setTimeout(function () { e.w.destroy(); }, 20);
var f = make('fine'); setTimeout(function () { f.r.push(null); }, 25);
[[], [new stream.PassThrough()]].forEach(function (s) { try { stream.pipeline.apply(null, s.concat(function () {})); } catch (e) { log(e); } });
try { stream.pipeline(new stream.PassThrough(), new stream.PassThrough()); } catch (e) { log(e); }
