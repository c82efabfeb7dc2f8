'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

var r = new stream.Readable({ captureRejections: true, read: function () {} });
events(r, 'r', 'error close');
r.on('data', async function (c) { throw new Error('rejected ' + c); });
r.push('x');
setTimeout(function () { log(r.destroyed, r.errored); }, 5);
