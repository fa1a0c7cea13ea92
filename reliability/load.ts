import { setTimeout as sleep } from 'node:timers/promises'
import type { AckLog, Asked, Receipt } from './ack-log.ts'
import { nextAct, type OpenCase, pick, registration } from './acts.ts'
import type { Staff } from './staff.ts'

export type LoadFigures = {
  registered: number
  acted: number
  refused: number
  replayed: number
  retried: number
  /** Answers that were neither a receipt nor a refusal, by status and code. */
  readonly failures: Record<string, number>
}

export type Load = {
  readonly figures: LoadFigures
  /** Cases acknowledged so far with the text that was registered. */
  readonly registrations: readonly { id: string; title: string }[]
  /** Moments by `performance.now`: of the latest request; of the latest registration that was taken, sent and answered. */
  readonly latest: { readonly asked: number; readonly sent: number; readonly taken: number }
  /** Lets every client get the answer to its last request. @throws Error where one gets none within a minute */
  stop(): Promise<void>
}

export type Rates = { readonly intakeClients: number; readonly staffClients: number; readonly each: number }
/** Four clients file and four act, five requests a second each: 20 + 20 a second. */
const usualRates: Rates = { intakeClients: 4, staffClients: 4, each: 5 }

type Field = {
  readonly url: string
  readonly log: AckLog
  readonly figures: LoadFigures
  readonly isOver: () => boolean
  readonly latest: { asked: number; sent: number; taken: number }
}

const answerWithinMs = 20_000
const patienceMs = 60_000

/** Starts clients that file complaints and work on them until they are told to stop. */
export function startLoad(url: string, staff: Staff, log: AckLog, rates: Rates = usualRates): Load {
  let stopping = Number.POSITIVE_INFINITY
  const figures: LoadFigures = { registered: 0, acted: 0, refused: 0, replayed: 0, retried: 0, failures: {} }
  const isOver = () => performance.now() > stopping + patienceMs
  const field: Field = { url, log, figures, isOver, latest: { asked: 0, sent: 0, taken: 0 } }
  const open: OpenCase[] = []
  const registrations: { id: string; title: string }[] = []
  const file = async () => {
    const asked = registration(staff)
    const receipt = await carryOut(field, asked)
    if (!receipt) return
    registrations.push({ id: receipt.id, title: String(asked.body.title) })
    open.push({ id: receipt.id, turns: receipt.turns, next: 0 })
  }
  const act = async () => {
    const [on, asked] = takeAct(staff, open)
    const receipt = asked && (await carryOut(field, asked))
    if (on && receipt) on.turns = receipt.turns
  }
  const client = async (work: () => Promise<void>) => {
    while (performance.now() < stopping) await atPace(work, 1000 / rates.each)
  }
  const clients = [...times(rates.intakeClients, () => client(file)), ...times(rates.staffClients, () => client(act))]
  return {
    figures,
    registrations,
    latest: field.latest,
    stop: async () => {
      stopping = performance.now()
      await Promise.all(clients)
    },
  }
}

/** Work on one of the latest cases, so that clients often meet at the same one. */
function takeAct(staff: Staff, open: OpenCase[]): [OpenCase, Asked | undefined] | [] {
  if (open.length === 0) return []
  const on = pick(open.slice(-12))
  return [on, nextAct(staff, on)]
}

async function atPace(work: () => Promise<void>, periodMs: number): Promise<void> {
  const begun = performance.now()
  await work()
  await sleep(Math.max(1, periodMs * (0.5 + Math.random()) - (performance.now() - begun)))
}

/** Sends a request until it is answered, under one key; the log says so before anything else is sent. */
async function carryOut(field: Field, asked: Asked): Promise<Receipt | undefined> {
  field.log.attempt(asked)
  for (let tries = 1; ; tries += 1) {
    if (field.isOver()) throw new Error(`${asked.command} ${asked.key} got no answer after ${tries} tries`)
    const answer = await sendOnce(field, asked)
    if (answer) return settle(field, asked, answer)
    field.figures.retried += 1
    await sleep(Math.min(20 * 2 ** tries, 200))
  }
}

type Answered = { readonly status: number; readonly body: unknown; readonly replayed: boolean; readonly sent: number }

/** @returns undefined where the request has to be sent again */
async function sendOnce({ url, figures, latest }: Field, asked: Asked): Promise<Answered | undefined> {
  const sent = performance.now()
  latest.asked = sent
  const { key, ifMatch, cookie } = asked
  const headers = {
    'content-type': 'application/json',
    cookie,
    'idempotency-key': key,
    ...(ifMatch && { 'if-match': ifMatch }),
  }
  const asks = {
    method: 'POST',
    headers,
    body: JSON.stringify(asked.body),
    signal: AbortSignal.timeout(answerWithinMs),
  }
  try {
    const answer = await fetch(url + asked.path, asks)
    const body = await answer.json()
    if (answer.status < 500 && answer.status !== 429)
      return { status: answer.status, body, replayed: answer.headers.has('idempotency-replayed'), sent }
    count(figures, `${answer.status} ${body.code}`)
  } catch (error) {
    count(figures, nameOf(error as Error))
  }
  return undefined
}

function settle(field: Field, asked: Asked, { status, body, replayed, sent }: Answered): Receipt | undefined {
  const { figures, log } = field
  if (status !== 200) {
    figures.refused += 1
    log.refused(asked.key, (body as { code: string }).code)
    return undefined
  }
  log.acknowledged(asked.key, body as Receipt)
  figures.replayed += replayed ? 1 : 0
  if (asked.case) figures.acted += 1
  else {
    figures.registered += 1
    if (sent > field.latest.sent) Object.assign(field.latest, { sent, taken: performance.now() })
  }
  return body as Receipt
}

/** What went wrong on the wire: the code of the socket under the message, `TimeoutError` where nothing came. */
function nameOf({ name, cause }: Error): string {
  return (cause as { code?: string } | undefined)?.code ?? name
}

function count({ failures }: LoadFigures, name: string): void {
  failures[name] = (failures[name] ?? 0) + 1
}

function times<T>(n: number, make: () => T): T[] {
  return Array.from({ length: n }, make)
}
