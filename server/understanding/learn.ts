import { randomUUIDv7 } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { PlainRing } from '../crypto/key-ring.ts'
import { asSystem, read } from '../db/transaction.ts'
import type { House } from '../house.ts'
import { sourceAt } from '../project-root.ts'
import { countConfirmed } from './confirmed.ts'
import { modelPlace } from './models.ts'

/** What the thread knows. It stays within the process: the keys lie in its memory. */
export type LearnTask = { readonly url: string; readonly keys: PlainRing }
/** What was learned of one subject; `macroF1` of texts that were held back. */
export type Learned = {
  readonly subject: string
  readonly texts: number
  readonly macroF1: number
  readonly bytes: Uint8Array
}

/**
 * Learns anew from all that people confirmed, in a thread of its own, and puts the models in force.
 *
 * @param stop ends it early; models that are done stay
 * @returns how many subjects have a model now
 * @throws AbortError after a stop; what the thread threw
 */
export async function learn(house: House, stop?: AbortSignal): Promise<number> {
  const task: LearnTask = { url: house.pool.options.connectionString ?? '', keys: house.ring.plain() }
  const thread = new Worker(sourceAt('server/understanding/learn-thread.ts'), { workerData: task })
  const end = () => void thread.terminate()
  stop?.addEventListener('abort', end, { once: true })
  const kept: Promise<unknown>[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      thread.on('message', (one: Learned) => kept.push(keep(house, one)))
      thread.on('error', reject)
      thread.on('exit', () => resolve())
    })
    stop?.throwIfAborted()
    await Promise.all(kept)
    return kept.length
  } finally {
    stop?.removeEventListener('abort', end)
    await thread.terminate()
    await Promise.allSettled(kept)
  }
}

/** How many classifications people made so far: what tells whether there is something to learn. */
export async function confirmedSoFar(house: House): Promise<number> {
  const [row] = await read<{ count: number }>(house.pool, asSystem, countConfirmed())
  return row?.count ?? 0
}

async function keep(house: House, { subject, texts, macroF1, bytes }: Learned): Promise<void> {
  const id = randomUUIDv7()
  const box = house.ring.sealRow(modelPlace(subject, id), Buffer.from(bytes).toString('base64'))
  const text = `insert into class_model (subject, id, made_at, texts, macro_f1, box) values ($1, $2, $3, $4, $5, $6)
    on conflict (subject) do update set id = excluded.id, made_at = excluded.made_at, texts = excluded.texts, macro_f1 = excluded.macro_f1, box = excluded.box`
  await read(house.pool, asSystem, {
    name: 'keep-model',
    text,
    values: [subject, id, house.now(), texts, macroF1, box],
  })
}
