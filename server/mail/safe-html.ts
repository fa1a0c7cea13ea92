import { Parser } from 'htmlparser2'
import { limits, TooMuch } from './limits.ts'

const kept = new Set(
  'a b blockquote br caption center code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small span strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
)
const empty = new Set(['br', 'hr', 'img'])
/** Of these nothing is kept, neither the tag nor what stands in it. */
const dropped = new Set(
  'iframe math noembed noscript object script select style svg template textarea title xmp'.split(' '),
)

/**
 * A page of HTML built anew out of what is harmless: known tags, no attributes but spans of cells, pictures that came
 * along with the mail, addresses of links as words. Nothing in it calls out, runs, or has an address at all.
 *
 * @param pictures by content id: what stands in their place, as `data:` addresses
 * @throws TooMuch
 */
export function safeHtml(html: string, pictures: ReadonlyMap<string, string>): string {
  const out: string[] = []
  const open: string[] = []
  let [tags, unseen] = [0, 0]
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        tags += 1
        if (tags > limits.tags || open.length > limits.tagDepth) throw new TooMuch('html-too-complex')
        if (dropped.has(name)) unseen += 1
        if (unseen > 0 || !kept.has(name)) return
        if (name === 'img') out.push(pictureOf(attributes, pictures))
        else out.push(`<${name}${attributesOf(name, attributes)}>`)
        if (!empty.has(name)) open.push(name)
      },
      onclosetag: (name) => {
        if (dropped.has(name)) unseen -= 1
        if (unseen > 0 || empty.has(name) || open.at(-1) !== name) return
        open.pop()
        out.push(`</${name}>`)
      },
      ontext: (text) => {
        if (unseen === 0) out.push(escaped(text))
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.write(html)
  parser.end()
  return (
    out.join('') +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  )
}

function attributesOf(name: string, given: Readonly<Record<string, string>>): string {
  if (name === 'a') return linkOf(given.href ?? '')
  if (name !== 'td' && name !== 'th') return ''
  return ['colspan', 'rowspan']
    .flatMap((span) => (/^[1-9]\d?$/.test(given[span] ?? '') ? [` ${span}="${given[span]}"`] : []))
    .join('')
}

/** Where a link leads is told, by its parsed address; nobody gets there by a click. */
function linkOf(href: string): string {
  const url = URL.parse(href.trim())
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol)
    ? ` title="${escaped(url.href.slice(0, 2000))}"`
    : ''
}

/** A picture that came with the mail; of any other only its words. */
function pictureOf(
  { src = '', alt = '' }: Readonly<Record<string, string>>,
  pictures: ReadonlyMap<string, string>,
): string {
  const url = URL.parse(src.trim())
  const found = url?.protocol === 'cid:' ? pictures.get(decoded(url.pathname)) : undefined
  return found ? `<img src="${escaped(found)}" alt="${escaped(alt.slice(0, 200))}">` : escaped(alt.slice(0, 200))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('`', '&#96;')
}
