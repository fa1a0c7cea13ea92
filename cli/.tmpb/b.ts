import { canonical as a } from './old.ts'
import { canonical as b } from '../../core/shared/canonical.ts'
import fc from 'fast-check'
fc.assert(fc.property(fc.object({ values: [fc.string({unit:'binary'}), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined)], key: fc.string({unit:'binary'}) }), (v) => a(v) === b(v)), { numRuns: 20000 })
const fact = { streamId: 'x'.repeat(36), stream: 'case', version: 12, type: 'ObligationStarted', data: { regime:'enterprise', duty:'first', round:1, start:'2019-01-01T00:00:00.000Z', allowance:'24 h', due:'2019-01-01T00:00:00.000Z', warnings:[{step:'75%',at:'2019-01-01T00:00:00.000Z',tell:['handler']},{step:'+24 h',at:'2019-01-01T00:00:00.000Z',tell:['director']}], breach:['handler','supervisor']}, byKind:'rules', byId:'rules', occurredAt:'2019-01-01T00:00:00.000Z', recordedAt:'2019-01-01T00:00:00.000Z', origin:'rule', cause:'1', rule:'enterprise@x#y', requestId:'x'.repeat(36), schema:1, hashAlg:'sha256', prev:'0'.repeat(64) }
for (const [n,f] of [['a',a],['b',b],['a',a],['b',b]] as const) { const t = performance.now(); for (let i=0;i<50000;i++) f(fact); console.log(n, ((performance.now()-t)/50).toFixed(1),'us') }
