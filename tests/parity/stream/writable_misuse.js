'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { cb(); } });
events(w, 'w', 'error close finish');
function attempt(f) { try { log(f()); } catch (e) { log('threw', e); } }
attempt(function () { return w.write(null); });
attempt(function () { return w.write(); });
attempt(function () { return w.write(5); });
attempt(function () { return w.write({}); });
attempt(function () { return w.write([1]); });
attempt(function () { return w.write(true); });
attempt(function () { return w.write('a', 'bogus'); });
attempt(function () { return w.setDefaultEncoding('bogus'); });
attempt(function () { return w.setDefaultEncoding('HEX') === w; });
attempt(function () { return w.write('6'); });
attempt(function () { return w.pipe(w); });
attempt(function () { return w.write('x', function (e) { log('destroyed', e); }); });
attempt(function () { return w.end(function (e) { log('ended', e); }).destroyed; });
[{ highWaterMark: -1 }, { highWaterMark: 1.5 }, { highWaterMark: 'x' }, { highWaterMark: NaN }, { defaultEncoding: 'bogus' }].forEach(function (o) {
  attempt(function () { return new stream.Writable(o); });
  attempt(function () { return new stream.Readable(o); });
});
attempt(function () { return new stream.Duplex({ readableHighWaterMark: -1 }); });
attempt(function () { return new stream.Duplex({ writableHighWaterMark: -1 }); });
attempt(function () { return new stream.Transform({ highWaterMark: -1 }); });
attempt(function () { return new stream.Readable({ encoding: 'bogus' }); });
attempt(function () { return new stream.Readable().read(Math.pow(2, 31)); });
attempt(function () { return stream.setDefaultHighWaterMark(false, -1); });
attempt(function () { return stream.setDefaultHighWaterMark(false, 'a'); });
attempt(function () { return stream.setDefaultHighWaterMark(false, 1.5); });
attempt(function () { return stream.getDefaultHighWaterMark(false); });
attempt(function () { return stream.getDefaultHighWaterMark(true); });
