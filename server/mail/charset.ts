import { simplified, traditional } from './common-hanzi.ts'

/** What mailers call encodings beside the names that the platform knows. */
const aliases: Readonly<Record<string, string>> = {
  'x-gbk': 'gbk',
  'x-gb2312': 'gbk',
  gb2312_80: 'gbk',
  cp936: 'gbk',
  ms936: 'gbk',
  'windows-936': 'gbk',
  'cp-936': 'gbk',
  'gb-18030': 'gb18030',
  cp950: 'big5',
  'windows-950': 'big5',
  cp949: 'euc-kr',
  cp932: 'shift_jis',
  'utf-8mb4': 'utf-8',
  utf8mb4: 'utf-8',
}

/** Share of common characters from which a guess counts as sure. */
const sure = 0.5

/**
 * The text of bytes whose encoding was named, or not, or wrongly: UTF-8 where it is valid UTF-8, what was named where
 * that fits, else GB18030 or Big5, whichever reads more like Chinese. Never refuses: what fits nothing gets U+FFFD.
 *
 * @param declared the name that a header gave, as it stands there
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const name = declared
    ?.trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '')
  if (name === 'hz-gb-2312') return decodeHz(bytes)
  const label = encodingNamed(name)
  if (label && (label.startsWith('iso-2022') || label.startsWith('utf-16'))) return lenient(bytes, label)
  if (!bytes.some((byte) => byte > 0x7f)) return Buffer.from(bytes).toString('latin1')
  const utf8 = strict(bytes, 'utf-8')
  if (utf8 !== undefined) return unlessChinese(bytes, utf8, label)
  return legacy(bytes, label)
}

/** The platform's name of an encoding; undefined where nobody knows it. */
function encodingNamed(name: string | undefined): string | undefined {
  if (!name) return undefined
  try {
    return new TextDecoder(aliases[name] ?? name).encoding
  } catch {
    return undefined
  }
}

/** Some short words in GB18030 happen to be valid UTF-8, of letters that nobody mixes; it takes less where it was named. */
function unlessChinese(bytes: Uint8Array, utf8: string, label: string | undefined): string {
  if (/[\u2e80-\uffff]|[\u{10000}-\u{3ffff}]/u.test(utf8)) return utf8
  const named = isChinese(label) ? label : undefined
  const chinese = lenient(bytes, named ?? 'gb18030')
  return commonness(chinese, commonIn(named)) >= (named ? sure / 2 : sure) ? chinese : utf8
}

function isChinese(label: string | undefined): label is string {
  return label === 'gbk' || label === 'gb18030' || label === 'big5'
}

function commonIn(label: string | undefined): ReadonlySet<string> {
  return label === 'big5' ? traditional : simplified
}

function legacy(bytes: Uint8Array, label: string | undefined): string {
  const guess = guessed(bytes)
  const isSure = guess.score >= sure
  const named = label && label !== 'windows-1252' && label !== 'utf-8' ? strict(bytes, label) : undefined
  if (named !== undefined && isChinese(label)) {
    if (commonness(named, commonIn(label)) >= guess.score / 2) return named
  } else if (named !== undefined) return isSure ? guess.text : named
  if (isSure) return guess.text
  if (isChinese(label)) return lenient(bytes, label)
  if (lettersStandAlone(bytes)) return lenient(bytes, 'windows-1252')
  return label && guess.score < sure / 2 ? lenient(bytes, label) : guess.text
}

/** What bytes say as Chinese, and how much like Chinese that reads. */
function guessed(bytes: Uint8Array): { readonly text: string; readonly score: number } {
  const [simple, old] = (['gb18030', 'big5'] as const).map((label) => {
    const text = lenient(bytes, label)
    return { text, score: commonness(text, commonIn(label)) }
  }) as [{ text: string; score: number }, { text: string; score: number }]
  return old.score > simple.score ? old : simple
}

/** Share of the characters beyond ASCII that are common ones; what could not be read counts against it. */
function commonness(text: string, common: ReadonlySet<string>): number {
  let [all, known] = [0, 0]
  for (const letter of text.slice(0, 4000)) {
    if (letter < '\u0080') continue
    all += 1
    if (common.has(letter)) known += 1
    if (letter === '\ufffd' || (letter >= '\ue000' && letter <= '\uf8ff')) known -= 1
  }
  return all === 0 ? 0 : known / all
}

/** European text has its accented letters one by one between plain ones; Chinese comes in pairs of bytes. */
function lettersStandAlone(bytes: Uint8Array): boolean {
  let [alone, together] = [0, 0]
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue
    const start = at
    while ((bytes[at + 1] ?? 0) >= 0x80) at++
    if (at === start) alone++
    else together++
  }
  return together * 4 < alone
}

function strict(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function lenient(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes)
}

/** GB2312 in seven bits: pairs between `~{` and `~}`. */
function decodeHz(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes)
    .toString('latin1')
    .replace(/~\r?\n/g, '')
  const pieces = plain.split(/~\{([^~]*)(?:~\}|$)/)
  return pieces.map((piece, index) => (index % 2 ? ofSevenBits(piece) : piece.replaceAll('~~', '~'))).join('')
}

function ofSevenBits(piece: string): string {
  return lenient(
    Buffer.from(piece, 'latin1').map((byte) => (byte > 0x20 ? byte | 0x80 : byte)),
    'gb18030',
  )
}
