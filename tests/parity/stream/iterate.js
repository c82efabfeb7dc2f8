'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

async function main() {
  var r = new stream.Readable({ read: function () {} });
  events(r, 'r', 'end close');
  r.push('a'); r.push('b');
  setTimeout(function () { r.push('c'); r.push(null); }, 2);
  for await (var c of r) log('chunk', c);
  log(r.destroyed, r.readableEnded);
  for await (var d of r) log('again', d);
  log('done');
}
main().catch(function (e) { log('failed', e); });
