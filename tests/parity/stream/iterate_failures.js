'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

async function attempt(name, r, act) {
  r.push('x'); setTimeout(act, 2);
  try { for await (var c of r) log(name, c); log(name, 'ended'); } catch (e) { log(name, e); }
  log(name, r.destroyed, r.errored);
}
function make() { return new stream.Readable({ read: function () {} }); }
async function main() {
  var a = make(), b = make(), c = make(), d = make();
  await attempt('destroyed', a, function () { a.destroy(); });
  await attempt('error', b, function () { b.destroy(new Error('bad')); });
  await attempt('end', c, function () { c.push(null); });
  d.destroy(); await attempt('before', d, function () {});
}
main().catch(function (e) { log('failed', e); });
