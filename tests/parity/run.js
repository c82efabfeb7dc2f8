'use strict';
// node run.js AREA [NAME...]: runs the scenarios of one area and prints one JSON line for each.

var fs = require('fs');
var path = require('path');
var trace = require('./trace.js');

require(path.join(__dirname, 'scenarios', process.argv[2] + '.js'));
trace.runAll(process.argv.slice(3), (name, lines) => {
  var rest = Buffer.from(JSON.stringify({ scenario: name, trace: lines }) + '\n');
  while (rest.length) {
    try {
      rest = rest.slice(fs.writeSync(1, rest, 0, rest.length));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error; // the pipe is full: whoever reads it will read on
    }
  }
});
