const log=console.log;
setTimeout(()=>{log('t1');process.nextTick(()=>log('t1 tick'));queueMicrotask(()=>log('t1 micro'))},1);
setTimeout(()=>log('t2'),1);setTimeout(()=>log('t0'),0);
process.nextTick(()=>{log('tick1');queueMicrotask(()=>{log('micro in tick');process.nextTick(()=>log('tick from micro'))});process.nextTick(()=>log('tick in tick'))});
queueMicrotask(()=>log('micro1'));process.nextTick((...a)=>log('tick2',...a),1,2);
log('main');
