'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var ac = new AbortController();
var r = new stream.Readable({ signal: ac.signal, read: function () {} });
events(r, 'r', 'error close');
var w = stream.addAbortSignal(ac.signal, new stream.Writable({ write: function (c, e, cb) { cb(); } }));
events(w, 'w', 'error close');
stream.finished(new stream.PassThrough(), { signal: ac.signal }, function (e) { log('finished', e); });
ticks(4);
setTimeout(function () {
  ac.abort(); log(r.destroyed, w.destroyed, r.errored.code);
  var late = new stream.Readable({ signal: ac.signal, read: function () {} });
  events(late, 'late', 'error close'); log(late.destroyed);
  stream.finished(new stream.PassThrough(), { signal: ac.signal }, function (e) { log('finished late', e); });
}, 2);
['x', {}].forEach(function (s) { try { stream.addAbortSignal(s, new stream.PassThrough()); } catch (e) { log(e); } });
try { stream.addAbortSignal(ac.signal, {}); } catch (e) { log(e); }
try { new stream.Readable({ signal: {} }); } catch (e) { log(e); }
