import { randomUUIDv7 } from 'node:crypto'
import type { Comparable } from '../../api/comparable.ts'
import { classOf } from '../../core/case/precedent.ts'
import type { PinnedRegime } from '../../core/case/state.ts'
import { read } from '../db/transaction.ts'
import { foldCase } from '../fold-case.ts'
import type { House } from '../house.ts'
import type { ToldFact } from '../trail/envelope.ts'
import { selectFacts } from '../trail/read.ts'

type Sum = { minor: number; currency: string }
type Row = Omit<Comparable['cases'][number], 'total' | 'remedies' | 'sameGrade'> & {
  total: string | null
  currency: string | null
  remedies: { kind: string; amount?: Sum }[]
}

/**
 * How complaints of the same class under the leading pack were decided, as far as the reader may see them; undefined where
 * the reader may not see the case itself. The reading is written down.
 */
export async function readComparable(house: House, person: string, id: string): Promise<Comparable | undefined> {
  const facts = await read<ToldFact>(house.pool, { person }, selectFacts(id))
  if (facts[0]?.stream !== 'case') return undefined
  const [regime] = foldCase(facts).regimes
  if (!regime || Object.keys(regime.axes).length === 0) return { cases: [] }
  const rows = await read<Row>(house.pool, { person }, selectAlike(house, person, id, regime))
  return { cases: rows.map((row) => show(row, regime.grade ?? '')) }
}

/** Those of the same grade are looked for apart, so that neither look has to sort what it does not show. */
function selectAlike(house: House, person: string, id: string, regime: PinnedRegime) {
  const text = `with found as (
      (select * from precedent where regime = $1 and class = $2 and grade = $3 and case_id <> $4 order by decided_at desc limit 8)
      union all
      (select * from precedent where regime = $1 and class = $2 and grade <> $3 and case_id <> $4 order by decided_at desc limit 8)),
    shown as (select f.*, c.number from found f join case_row c on c.id = f.case_id order by f.grade = $3 desc, f.decided_at desc limit 8),
    logged as (insert into read_log (id, at, person_id, what, case_ids) select $5, $6, $7, 'comparable', array_agg(s.case_id) from shown s having count(*) > 0)
    select case_id as id, number, unit_id as unit, grade, outcome, remedies, total, currency, liability, solved, response, decided_at as "decidedAt"
    from shown order by grade = $3 desc, decided_at desc`
  const asked = [regime.pack, classOf(regime), regime.grade ?? '', id]
  return { name: 'comparable', text, values: [...asked, randomUUIDv7(), house.now(), person] }
}

function show({ total, currency, remedies, ...row }: Row, grade: string): Comparable['cases'][number] {
  return {
    ...row,
    sameGrade: row.grade === grade,
    remedies: remedies.map(({ kind, amount = null }) => ({ kind, amount })),
    total: total === null || currency === null ? null : { minor: Number(total), currency },
  }
}
