'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

async function main() {
  var n = 0;
  var r = new stream.Readable({ objectMode: true, read: function () { this.push(++n); }, destroy: function (e, cb) { log('_destroy', e); cb(e); } });
  events(r, 'r', 'close error end');
  for await (var c of r) { log('chunk', c); if (c === 3) break; }
  log('left', r.destroyed, r.readableAborted);
  var k = new stream.Readable({ objectMode: true, read: function () {} });
  k.push(1); k.push(2);
  for await (var d of k.iterator({ destroyOnReturn: false })) { log('kept', d); break; }
  log(k.destroyed, k.listenerCount('readable'));
  var t = new stream.Readable({ objectMode: true, read: function () {} });
  events(t, 't', 'close error end');
  t.push(1);
  try { for await (var f of t) throw new Error('in the loop'); } catch (e) { log(e); }
  log(t.destroyed);
}
main().catch(function (e) { log('failed', e); });
