const log=console.log;
setTimeout(()=>{log('timeout');setImmediate(()=>{log('imm');setImmediate(()=>log('imm next'));process.nextTick(()=>log('imm tick'))});setImmediate(()=>log('imm2'));process.nextTick(()=>log('tick'))},5);
