'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

['hex', 'latin1', 'base64', 'utf16le'].forEach(function (encoding) {
  var r = new stream.Readable({ encoding: encoding, read: function () {} });
  r.push('61', 'hex'); r.push('bc'); r.push(Buffer.from('defg')); r.push('6869', 'hex'); r.push(null);
  r.on('data', function (c) { log(encoding, c, typeof c); });
  r.on('end', function () { log(encoding, 'end'); });
});
