'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var w = new stream.Writable({ write: function (c, e, cb) { log('_write', c); cb(); } });
stream.pipeline(['a', 'b'], async function* (source) { for await (var c of source) yield c + c; }, w, function (e) {
  log('pipeline', e);
  stream.pipeline(async function* () { yield 'p'; yield 'q'; }, async function (source) { var all = ''; for await (var c of source) all += c; return all; }, function (e, value) {
    log('value', e, value);
    stream.promises.pipeline(stream.Readable.from(['1', '2']), async function (source) { for await (var c of source) throw new Error('no ' + c); }).then(function () { log('?'); }, function (e) {
      log('rejected', e);
      stream.promises.pipeline(stream.Readable.from(['1', '2']), new stream.PassThrough().resume()).then(function (v) { log('resolved', v); return stream.promises.finished(stream.Readable.from(['z']).resume()); }).then(function (v) { log('finished', v); });
    });
  });
});
