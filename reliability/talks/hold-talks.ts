import { sendNext } from '../../server/doors/send-mails.ts'
import { storeMessage } from '../../server/doors/store-message.ts'
import { workDoors } from '../../server/doors/work-doors.ts'
import type { House } from '../../server/house.ts'
import { mailboxOf } from '../../server/mail/address.ts'
import { openMailer } from '../../server/mail/mailer.ts'
import { headerOf, type MailSink, mailSink, type Taken } from '../../server/testing/mail-sink.ts'
import { type Peer, type PeerKind, peerKinds, peerOf } from './peers.ts'

/** What came of many talks. */
export type Talks = {
  readonly talks: number
  /** Mails that came in, and that left the house. */
  came: number
  left: number
  /** The most that left in one talk, in one thread, and to one mailbox within a day. */
  mostInTalk: number
  mostInThread: number
  mostToMailbox: number
  /** Talks that had not ended by themselves. */
  readonly endless: PeerKind[]
}

/** Talks that go on side by side, half as many as mails may leave between two turns; and turns after which one counts as endless. */
const together = 60
const mostTurns = 25
/** Each new connection waits a tenth of a second for its greeting. */
const senders = 10
const address = 'complaints@case.example'

type Live = { readonly kind: PeerKind; readonly peer: Peer; incoming: readonly Buffer[]; turn: number; left: number }
type World = { readonly house: House; readonly passMinute: () => void; readonly unit: string; readonly sink: MailSink }

/**
 * Has programs of all kinds talk with a house by mail, and counts what leaves it.
 *
 * @param passMinute moves the house's own clock
 */
export async function holdTalks(plain: House, passMinute: () => void, unit: string, count: number): Promise<Talks> {
  const sink = await mailSink()
  const house = { ...plain, mail: { address, mailer: openMailer(`smtp://127.0.0.1:${sink.port}`, address) } }
  const tally: Talks = {
    ...{ talks: count, came: 0, left: 0, mostInTalk: 0, mostInThread: 0, mostToMailbox: 0 },
    endless: [],
  }
  for (let from = 0; from < count; from += together)
    await holdSome({ house, passMinute, unit, sink }, from, Math.min(count, from + together), tally)
  await sink.close()
  return tally
}

async function holdSome(world: World, from: number, to: number, tally: Talks): Promise<void> {
  const talks = new Map(Array.from({ length: to - from }, (_, n) => begin(from + n)))
  const threads = new Map<string, number>()
  const mailboxes = new Map<string, number>()
  for (let turn = 0; turn < mostTurns && [...talks.values()].some(({ incoming }) => incoming.length > 0); turn++) {
    const came = [...talks.values()].flatMap((talk) => talk.incoming)
    for (const talk of talks.values()) talk.incoming = []
    tally.came += came.length
    await takeIn(world, came)
    for (const mail of await sendOut(world)) {
      count(threads, headerOf(mail, 'Reply-To'))
      count(mailboxes, mailboxOf(mail.to[0] ?? ''))
      const talk = talks.get(mail.to[0]?.split('@')[1] ?? '')
      if (!talk) throw new Error(`a mail went to a stranger: ${mail.to}`)
      talk.left += 1
      talk.incoming = [...talk.incoming, ...talk.peer.answers(mail, talk.turn++)]
    }
  }
  for (const { kind, incoming, left } of talks.values()) {
    tally.left += left
    tally.mostInTalk = Math.max(tally.mostInTalk, left)
    if (incoming.length > 0) tally.endless.push(kind)
  }
  tally.mostInThread = Math.max(tally.mostInThread, ...threads.values())
  tally.mostToMailbox = Math.max(tally.mostToMailbox, ...mailboxes.values())
}

function begin(number: number): [string, Live] {
  const kind = peerKinds[number % peerKinds.length] as PeerKind
  const domain = `t${number}.example`
  const peer = peerOf(kind, domain, address)
  return [domain, { kind, peer, incoming: [peer.opens], turn: 0, left: 0 }]
}

async function takeIn({ house, unit }: World, mails: readonly Buffer[]): Promise<void> {
  const store = (raw: Buffer) => {
    const to = headerOf({ from: '', to: [], raw }, 'To')
    return storeMessage(house, { door: 'smtp', raw, unit, envelope: { to: [to] } })
  }
  await Promise.all(mails.map(store))
  for (let left = mails.length; left > 0 && (await workDoors(house)).count > 0; left--);
}

/** What leaves within the next minutes, by several processes as it were: the limits hold for all of them together. */
async function sendOut({ house, passMinute, sink }: World): Promise<Taken[]> {
  const sender = async () => {
    while (await sendNext(house));
  }
  for (let minute = 0; minute < 2; minute++) {
    passMinute()
    await Promise.all(Array.from({ length: senders }, sender))
  }
  return sink.taken.splice(0)
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
