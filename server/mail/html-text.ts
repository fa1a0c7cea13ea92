import { Parser } from 'htmlparser2'
import { limits, TooMuch } from './limits.ts'

/** Tags that begin a line of their own; those of the second group stand apart by an empty line. */
const blocks = new Set(
  'address article aside dd div dl dt fieldset figcaption figure footer form header hr legend li main nav option pre section tr'.split(
    ' ',
  ),
)
const apart = new Set('blockquote h1 h2 h3 h4 h5 h6 ol p table ul'.split(' '))
/** What nobody sees on the page. */
const unseen = new Set('noembed script style svg template textarea title'.split(' '))
/** Tags that never have an end. */
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/**
 * What a page of HTML says, as text: a line for each block, quoted passages with `> ` before their lines.
 *
 * @throws TooMuch where the page has more tags than anybody writes
 */
export function htmlText(html: string): string {
  const page = new Page()
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      onclosetag: (name) => page.close(name),
      ontext: (text) => page.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  // In pieces, so that a page with too many tags is given up on before all of it was looked at.
  for (let at = 0; at < html.length; at += 1 << 16) parser.write(html.slice(at, at + (1 << 16)))
  parser.end()
  return page.end()
}

class Page {
  private readonly lines: string[] = []
  private line = ''
  /** Whether a space would be one too many; asked of the line itself, a long one would be copied at each piece. */
  private spaced = true
  private gap = false
  private tags = 0
  private depth = 0
  private quoted = 0
  private verbatim = 0
  /** The depth at which something unseen began. */
  private hiddenAt: number | undefined

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.tags += 1
    if (this.tags > limits.tags || this.depth > limits.tagDepth) throw new TooMuch('html-too-complex')
    if (!empty.has(name)) this.depth += 1
    if (this.hiddenAt === undefined && (unseen.has(name) || isHidden(attributes)) && !empty.has(name))
      this.hiddenAt = this.depth
    if (name === 'br') this.breakLine(true)
    this.edge(name)
    if (name === 'blockquote') this.quoted += 1
    if (name === 'pre') this.verbatim += 1
    if (name === 'li') this.text('- ')
    if ((name === 'td' || name === 'th') && !this.spaced) this.text(' ')
  }

  close(name: string): void {
    this.edge(name)
    if (name === 'blockquote') this.quoted -= 1
    if (name === 'pre') this.verbatim -= 1
    if (empty.has(name)) return
    if (this.hiddenAt === this.depth) this.hiddenAt = undefined
    this.depth -= 1
  }

  text(text: string): void {
    if (this.hiddenAt !== undefined) return
    if (this.verbatim > 0) {
      const [first = '', ...more] = text.split(/\r?\n/)
      this.line += first
      for (const line of more) {
        this.breakLine(true)
        this.line += line
      }
      return
    }
    const plain = text.replace(/[ \t\r\n\f]+/g, ' ')
    const piece = this.spaced && plain.startsWith(' ') ? plain.slice(1) : plain
    if (piece !== '') this.spaced = piece.endsWith(' ')
    this.line += piece
  }

  end(): string {
    this.breakLine(false)
    return this.lines.join('\n')
  }

  private edge(name: string): void {
    if (!blocks.has(name) && !apart.has(name)) return
    this.breakLine(false)
    if (apart.has(name)) this.gap = true
  }

  private breakLine(always: boolean): void {
    const line = this.line.replaceAll('\u00a0', ' ').trimEnd()
    this.line = ''
    this.spaced = true
    if (line.trim() === '') {
      if (always) this.lines.push('> '.repeat(this.quoted).trimEnd())
      return
    }
    if (this.gap && this.lines.length > 0) this.lines.push('> '.repeat(this.quoted).trimEnd())
    this.gap = false
    this.lines.push('> '.repeat(this.quoted) + line)
  }
}

function isHidden({ style = '', hidden }: Readonly<Record<string, string>>): boolean {
  return hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style)
}
