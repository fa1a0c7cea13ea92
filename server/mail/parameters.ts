import { decodeText } from './charset.ts'
import { headerText, percentBytes } from './headers.ts'

/** A header like `text/plain; charset=gbk; name="…"`: its value in lower case, its parameters as they stand. */
export type Parameters = { readonly value: string; readonly given: ReadonlyMap<string, string> }

/** Takes a structured header apart. Of a parameter that is given twice the first counts. */
export function readParameters(header: string): Parameters {
  const [value = '', ...rest] = cutAtSemicolons(header)
  const given = new Map<string, string>()
  for (const part of rest) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase()
    if (name && !given.has(name)) given.set(name, unquoted(part.slice(equals + 1).trim()))
  }
  return { value: value.replace(/\s+/g, '').toLowerCase(), given }
}

function cutAtSemicolons(header: string): string[] {
  const parts: string[] = []
  let [start, quoted] = [0, false]
  for (let at = 0; at < header.length; at++) {
    const sign = header[at]
    if (sign === '\\' && quoted && isEscape(header, at)) at++
    else if (sign === '"') quoted = !quoted
    else if (sign === ';' && !quoted) {
      parts.push(header.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, header.slice(start)]
}

/** In GBK and Big5 the second byte of a character may look like a backslash. */
function isEscape(text: string, at: number): boolean {
  const next = text[at + 1]
  return (next === '"' || next === '\\') && (text[at - 1] ?? '') < '\u0080'
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text
  let plain = ''
  for (let at = 1; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\' && isEscape(text, at)) at++
    plain += text[at]
  }
  return plain
}

/**
 * The text of a parameter: in sections and with a charset (RFC 2231), as encoded words (RFC 2047), or in raw bytes.
 *
 * @returns undefined where it is not given
 */
export function parameterText({ given }: Parameters, name: string): string | undefined {
  const sections = sectionsOf(given, name)
  if (sections.length === 0) {
    const plain = given.get(name)
    return plain === undefined ? undefined : headerText(plain)
  }
  const first = sections[0]
  const quotes = first?.coded ? /^([^']*)'[^']*'/.exec(first.text) : null
  const bytes = sections.map(({ coded, text }, index) => {
    const own = index === 0 && quotes ? text.slice(quotes[0].length) : text
    return coded ? percentBytes(own, '%') : Buffer.from(own, 'latin1')
  })
  const joined = Buffer.concat(bytes)
  return sections.some(({ coded }) => coded) ? decodeText(joined, quotes?.[1]) : headerText(joined.toString('latin1'))
}

type Section = { readonly text: string; readonly coded: boolean }

/** More sections than this no honest name has. */
const mostSections = 200

function sectionsOf(given: ReadonlyMap<string, string>, name: string): Section[] {
  const whole = given.get(`${name}*`)
  if (whole !== undefined) return [{ text: whole, coded: true }]
  const sections: Section[] = []
  for (let index = 0; index < mostSections; index++) {
    const [plain, coded] = [given.get(`${name}*${index}`), given.get(`${name}*${index}*`)]
    if (plain === undefined && coded === undefined) break
    sections.push({ text: coded ?? plain ?? '', coded: coded !== undefined })
  }
  return sections
}
