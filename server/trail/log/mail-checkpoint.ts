import { asSystem, read } from '../../db/transaction.ts'
import type { House } from '../../house.ts'
import type { StoredCheckpoint } from './checkpoint.ts'

/** An auditor's mailbox is read by a person: the newest checkpoint, and not every one. */
const everyMs = 60 * 60_000

/**
 * Sends a checkpoint to the auditor, at most once an hour and none twice. What is in somebody's mailbox cannot be taken
 * back by whoever owns the machines of the house.
 *
 * @throws what the mail server says; the next round tries again
 */
export async function mailCheckpoint(house: House, { size, at, note }: StoredCheckpoint): Promise<void> {
  const { auditor } = house
  if (!auditor || !(await isTime(house, auditor.address, size))) return
  const subject = `回音存证点 Huiyin checkpoint ${at} · ${size}`
  await auditor.mailer.send({
    to: auditor.address,
    subject,
    text: `${explanation}\n\n${note}`,
    files: [{ name: 'checkpoint.txt', content: note }],
  })
  const text = 'insert into sent_checkpoint (recipient, size, at) values ($1, $2, $3) on conflict do nothing'
  await read(house.pool, asSystem, { text, values: [auditor.address, size, house.now()] })
}

async function isTime(house: House, address: string, size: number): Promise<boolean> {
  const text = 'select size, at from sent_checkpoint where recipient = $1 order by size desc limit 1'
  const [last] = await read<{ size: string; at: string }>(house.pool, asSystem, { text, values: [address] })
  return !last || (Number(last.size) < size && Date.parse(house.now()) - Date.parse(last.at) >= everyMs)
}

const explanation = `请保存这封邮件。下面是已签署的存证点：此前的全部留痕以后若被改动、删除或回退，凭它可以查出（huiyin trail verify）。
Keep this mail. Below is a signed checkpoint: by it anybody can show that the trail before it was changed, cut or put back (huiyin trail verify).`
