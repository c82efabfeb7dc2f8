const {EventEmitter,once,on,errorMonitor}=require('events');const log=console.log;
const e=new EventEmitter();
e.on('newListener',(n,f)=>log('new',n,typeof f));e.on('removeListener',(n,f)=>log('rm',n,typeof f));
const f=()=>log('f');e.on('a',f);e.on('a',f);e.prependListener('a',()=>log('first'));e.once('a',()=>log('once'));e.prependOnceListener('a',()=>log('p-once'));
log(e.emit('a'),e.listenerCount('a'),e.listenerCount('a',f));e.off('a',f);log(e.emit('a'));e.removeAllListeners('a');log(e.emit('a'),e.eventNames());
e.on('x',()=>{e.off('x',g);log('x1')});function g(){log('g')};e.on('x',g);e.emit('x');e.emit('x');
e.on(errorMonitor,er=>log('mon',er.message));try{e.emit('error',new Error('bad'))}catch(er){log('thrown',er.message)}
try{new EventEmitter().emit('error',{a:1})}catch(er){log(er.code,er.message,er.context)}try{new EventEmitter().emit('error')}catch(er){log(er.code,er.message)}try{new EventEmitter().emit('error','str')}catch(er){log(er.code,er.message)}
function tr(h){try{log('ok',h())}catch(er){log(er.name,er.code,er.message)}}
tr(()=>e.on('a'));tr(()=>e.on('a',5));tr(()=>e.off('a',null));tr(()=>e.setMaxListeners(-1));tr(()=>e.setMaxListeners('x'));tr(()=>e.setMaxListeners(NaN));
const c=new EventEmitter({captureRejections:true});c.on('error',er=>log('captured',er.message));c.on('go',async()=>{throw new Error('rej')});c.emit('go');
const c2=new EventEmitter({captureRejections:true});c2[Symbol.for('nodejs.rejection')]=(er,ev,...a)=>log('handler',er.message,ev,a);c2.on('go',async(x)=>{throw new Error('rej2')});c2.emit('go',42);
tr(()=>new EventEmitter({captureRejections:5}));
once(e,'later').then(v=>log('once',v));e.emit('later',1,2);
once(e,'never').catch(er=>log('once err',er.message));e.emit('error',new Error('E'));
(async()=>{const q=new EventEmitter();setImmediate(()=>{q.emit('foo',1);q.emit('foo',2);q.emit('end')});for await(const v of on(q,'foo',{close:['end']}))log('on',v);log('on done',q.eventNames());
const ac=new AbortController();const p=once(q,'zip',{signal:ac.signal});ac.abort('why');try{await p}catch(er){log(er.name,er.code,er.cause)}
try{for await(const v of on(q,'bar',{signal:AbortSignal.abort()}))log(v)}catch(er){log(er.name,er.code)}
setImmediate(()=>q.emit('error',new Error('iter')));try{for await(const v of on(q,'bar'))log(v)}catch(er){log(er.message)}
const t=new EventTarget();const pr=once(t,'ping');t.dispatchEvent(new Event('ping'));log((await pr).length);
})();
