'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function make(options) {
  var w = new stream.Writable(Object.assign({ write: function (c, e, cb) { log(typeof c === 'string', c, e); cb(); } }, options));
  w.write('6162'); w.write('6162', 'hex'); w.write(Buffer.from('cd')); w.write('\u00e9', 'latin1');
  log(w.writableLength, w._writableState.decodeStrings);
}
make({}); make({ decodeStrings: false }); make({ defaultEncoding: 'hex' }); make({ decodeStrings: false, defaultEncoding: 'hex' }); make({ objectMode: true });
