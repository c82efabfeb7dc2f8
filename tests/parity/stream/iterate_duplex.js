'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

async function main() {
  var d = new stream.Duplex({ read: function () {}, write: function (c, e, cb) { cb(); } });
  events(d, 'd', 'error close finish');
  d.push('a'); d.push(null);
  for await (var c of d) log(c);
  log(d.destroyed, d.writable);
  var p = new stream.PassThrough();
  p.write('x'); setTimeout(function () { p.end('y'); }, 2);
  for await (var e of p) log(e);
  log(p.destroyed, p.writableFinished);
}
main().catch(function (e) { log('failed', e); });
