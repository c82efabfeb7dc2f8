'use strict';
var stream = require('stream');
var helper = require('./helper');
var log = helper.log, events = helper.events, ticks = helper.ticks;

function* gen() { try { yield 1; yield 2; yield 3; } catch (e) { log('caught', e); } finally { log('finally'); } }
var r = stream.Readable.from(gen());
events(r, 'r', 'data end error close');
r.once('data', function () { r.destroy(); });
var q = stream.Readable.from(gen());
events(q, 'q', 'data end error close');
q.once('data', function () { setTimeout(function () { q.destroy(new Error('enough')); }, 2); q.pause(); });
