import { domainToASCII } from 'node:url'

/** Letters of a local part without quotes, and labels of a domain: nothing that could be read in two ways. */
const grammar =
  /^(?=.{3,254}$)(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*$/i

/**
 * Whether a text is an address and nothing else: `local@domain`, no quotes, no comments, no route. The one grammar for
 * addresses that come in and for those that something is sent to.
 */
export function isAddress(text: string): boolean {
  return grammar.test(text)
}

/** Houses of mailboxes that read no dots in the name. */
const dotless = ['gmail.com', 'googlemail.com']

/** The mailbox behind an address: one is written in many ways, with something behind a plus sign or with other dots. */
export function mailboxOf(address: string): string {
  const [local = '', domain = ''] = address.trim().toLowerCase().split('@')
  const name = local.split('+')[0] || local
  return `${dotless.includes(domain) ? name.replaceAll('.', '') : name}@${domain}`
}

/** The addresses of a header, those alone that the grammar takes; display names and comments are passed over unread. */
export function addressesIn(header: string): string[] {
  return entriesOf(header).map(inAscii).filter(isAddress)
}

/** Whether a header names an address whose name, and not only its domain, is written in other letters than ASCII. */
export function hasForeignName(header: string): boolean {
  return entriesOf(header).some((entry) => /^[^@]*[^\0-\x7f][^@]*@[^@]+$/.test(entry))
}

/**
 * An address in the letters that mail servers use where its domain is written in others. Of a domain that has a second, plainer
 * spelling nothing is made: it could be taken for another.
 *
 * @param entry as it stands in a header, each byte one character
 */
function inAscii(entry: string): string {
  const at = entry.lastIndexOf('@')
  const domain = Buffer.from(entry.slice(at + 1), 'latin1').toString('utf8')
  if (at < 1 || !/[^\0-\x7f]/.test(domain) || domain.normalize('NFKC').toLowerCase() !== domain) return entry
  return `${entry.slice(0, at)}@${domainToASCII(domain)}`
}

/** How many entries a list of addresses has, good or not. */
export function countEntries(headers: readonly string[]): number {
  return headers.reduce((sum, header) => sum + header.split(',').length, 0)
}

type Reading = { entries: string[]; bare: string; angle: string | undefined; inside: 'text' | 'angle' }

/** What stands for the address in each entry of a list: between angle brackets where there are some, else all of it. */
function entriesOf(header: string): string[] {
  const reading: Reading = { entries: [], bare: '', angle: undefined, inside: 'text' }
  for (let at = 0; at < header.length; at++) {
    const sign = header[at] as string
    if (sign === '"') {
      // A quoted piece belongs to a display name; within an address it makes the address one that is not taken.
      at = endOfQuoted(header, at)
      reading.bare += '"'
      if (reading.inside === 'angle') reading.angle += '"'
    } else if (sign === '(' && reading.inside === 'text') at = endOfComment(header, at)
    else take(reading, sign)
  }
  finish(reading)
  return reading.entries
}

function take(reading: Reading, sign: string): void {
  if (reading.inside === 'angle') {
    if (sign === '>') reading.inside = 'text'
    else reading.angle += sign
  } else if (sign === '<') {
    reading.inside = 'angle'
    // Two pairs of brackets in one entry leave open which of them is meant.
    reading.angle = reading.angle === undefined ? '' : `${reading.angle}<`
  } else if (sign === ',' || sign === ';') finish(reading)
  else if (sign === ':' && reading.angle === undefined) reading.bare = ''
  else reading.bare += sign
}

function finish(reading: Reading): void {
  const entry = (reading.angle ?? reading.bare).trim()
  if (entry !== '') reading.entries.push(entry)
  Object.assign(reading, { bare: '', angle: undefined, inside: 'text' })
}

function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}

function endOfComment(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}
