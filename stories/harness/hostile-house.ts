import { organisationCommands } from '../../core/organisation/commands.ts'
import { storeMessage } from '../../server/doors/store-message.ts'
import { workDoors } from '../../server/doors/work-doors.ts'
import { handleOrganisation } from '../../server/organisation/handle-organisation.ts'
import { indexAll } from '../../server/testing/index-all.ts'
import type { Plan } from '../../server/testing/town.ts'
import { look } from '../../server/understanding/look.ts'
import { callingHtml, hostileText, hostileTexts, outside } from './hostile-texts.ts'
import { officeDoes } from './office.ts'
import type { Product } from './product.ts'

let at = 0
/** Another hostile text at every call, of so many letters at most. */
export const next = (most: number) => hostileText(most, at++)

/** An organisation whose units bear hostile names. */
export function hostilePlan(): Plan {
  const root = (post: string) => [{ post, unit: 'root' }]
  const people = {
    agent: root('agent'),
    supervisor: root('supervisor'),
    security: root('security-administrator'),
    system: root('system-administrator'),
  }
  return { packs: ['enterprise'], people, units: { [next(60)]: null, [next(60)]: null } }
}

/** Puts hostile texts wherever somebody may write one: names, packs, complaints, mails. @returns the numbers of the complaints */
export async function plantTexts(product: Product): Promise<string[]> {
  await nameThings(product)
  const numbers = await tellComplaints(product)
  await bringMails(product)
  await indexAll(product.fresh.house)
  await look(product.fresh.house)
  return numbers
}

async function organise({ fresh }: Product, name: string, input: unknown): Promise<void> {
  const command = organisationCommands.find((one) => one.name === name)
  if (!command) throw new Error(`no command ${name}`)
  const caller = { kind: 'system', id: 'test' } as const
  const answer = await handleOrganisation(fresh.house, { command, input, caller })
  if ('refusal' in answer) throw new Error(`${name}: ${answer.refusal.code}`)
}

/** What administrators name, and what the pack calls its grades, channels and duties. */
async function nameThings(product: Product): Promise<void> {
  const posts = [{ post: 'agent', unit: product.town.units.root }]
  await organise(product, 'add-person', { name: next(60), login: 'planted', password: 'a long password 2026', posts })
  await organise(product, 'record-qualification', {
    person: product.town.people.agent,
    name: next(60),
    until: '2099-12-31',
  })
  await organise(product, 'rename', { name: next(60) })
  const content = product.fresh.house.policies.current.get('enterprise')?.content
  if (!content) throw new Error('no pack')
  const spoken = [
    ...Object.values(content.obligations).map(({ duty }) => duty),
    ...content.grades.order.map(({ name }) => name),
    ...Object.values(content.intake.channels).map(({ name }) => name),
    ...Object.values(content.intake.conditions).map(({ text }) => text),
    content.manifest.name,
  ]
  for (const words of spoken) Object.assign(words, { zh: next(200), en: next(200) })
}

async function tellComplaints(product: Product): Promise<string[]> {
  const numbers: string[] = []
  const { root, ...others } = product.town.units
  const [own] = Object.values(others)
  for (let part = 0; part < 30; part++) {
    const ten = (from: number) =>
      hostileTexts
        .slice(from % hostileTexts.length)
        .join('\n')
        .slice(0, 9_900)
    const number = await officeDoes(product, 'agent', 'register', undefined, {
      channel: 'phone',
      unit: part % 2 ? own : root,
      title: next(120),
      content: ten(part * 120),
      request: ten(part * 60).slice(0, 1900),
      name: next(80),
      phone: `139${String(part).padStart(8, '0')}`,
      email: `${next(60).replaceAll(' ', '')}@${outside}`,
      address: next(200),
      product: next(120),
      place: next(200),
      respondent: next(120),
      reference: next(120),
    })
    numbers.push(number)
  }
  const [number = ''] = numbers
  const does = (name: string, input: object) => officeDoes(product, 'supervisor', name, number, input)
  await does('add-statement', { text: hostileTexts.slice(0, 90).join('\n').slice(0, 9_900) })
  await does('add-party', { role: 'witness', name: next(80), phone: '13811112222', address: next(200) })
  await does('acknowledge', { channel: 'phone', text: next(200) })
  await does('accept', { conditions: ['clear-and-specific', 'in-scope', 'eligible-complainant'] })
  return numbers
}

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

async function bringMails({ fresh: { house }, town }: Product): Promise<void> {
  const files = [next(80), next(80)].map(
    (name) =>
      `--b\r\nContent-Type: image/svg+xml\r\nContent-Disposition: attachment; filename="${word(`${name}.svg`)}"\r\n\r\n<svg xmlns="http://www.w3.org/2000/svg" onload="top.planted()"/>\r\n`,
  )
  for (const html of [callingHtml, hostileTexts.join('<br>\n')]) {
    const head = [
      `From: ${word(next(80))} <a${at}@${outside}>`,
      `Message-ID: <${at}@${outside}>`,
      `Subject: ${word(next(100))}`,
      'Content-Type: multipart/mixed; boundary=b',
    ]
    const body = `--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`<p>读信</p>${html}`).toString('base64')}\r\n`
    const raw = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}${files.join('')}--b--\r\n`)
    await storeMessage(house, { door: 'smtp', raw, unit: town.units.root, envelope: { to: ['a@b.example'] } })
  }
  for (let left = 5; left > 0 && (await workDoors(house)).count > 0; left--);
}
