/** What a person wrote in this mail, and what stands below or between it: earlier mails and the signature. */
export type Words = { readonly text: string; readonly folded: string }

/** Lines under which everything is an earlier mail. */
const beginsOld = [
  /^\s*-{2,}\s*(?:原始邮件|原始郵件|转发邮件(?:信息)?|轉寄郵件|轉發郵件|Original Message|Original|Forwarded [Mm]essage|Reply [Mm]essage|Ursprüngliche Nachricht|Message d'origine|Mensaje original)\s*-{2,}\s*$/i,
  /^\s*(?:Begin forwarded message|开始转发的邮件|下面是被转发的邮件)\s*[:：]\s*$/i,
]

/** A line that introduces what somebody wrote earlier; mailers break it over up to three lines. */
const attribution =
  /^\s*(?:(?:On|Am|Le|El|Op|Il|At)\s[^\n]{6,400}?(?:wrote|schrieb|a écrit|escribió|schreef|ha scritto)\s*:|(?:在|于|於)?\s*\d{4}\s*[年/.-][^\n]{2,300}?(?:写道|寫道|来信|编写)\s*[:：]?|[^\n]{1,200}(?:写道|寫道)\s*[:：]|At\s\d{4}-\d\d-\d\d[^\n]{2,200}wrote\s*:)\s*$/i

/** The first of the lines that some mailers put above an earlier mail, and those that follow it. */
const fieldLine = /^\s*[*_>]*\s*(?:发件人|寄件者|寄件人|From|Von|De)\s*[*_]*\s*[:：]/i
const fieldBelow =
  /^\s*[*_>]*\s*(?:发送时间|发送日期|发件日期|日期|时间|寄件日期|傳送時間|日期|收件人|收件者|主题|主旨|抄送|副本|Sent|Date|To|Subject|Cc|Gesendet|Datum|An|Betreff|Envoyé|À|Objet)\s*[*_]*\s*[:：]/i

/** Lines that a device or a program adds. */
const deviceLine =
  /^\s*(?:(?:发自|發自|从|來自|来自)\s*(?:我的|于)?\s*\S[^\n]{0,30}|Sent from (?:my |Mail for )?[^\n]{1,40}|Get Outlook for [^\n]{1,40}|获取\s*Outlook[^\n]{0,40}|Von meinem [^\n]{1,40} gesendet)\s*$/i
const sentBy = /^\s*(?:发自|發自|Sent from|Get Outlook|获取\s*Outlook|Von meinem|(?:从|来自|來自)\s*我的)/i

/**
 * Folds earlier mails and the signature away. Where nothing would be left, as of a mail that was only passed on, all of
 * it counts as said.
 *
 * @param plain text with `\n` between its lines
 */
export function newWords(plain: string): Words {
  const lines = plain.split('\n')
  const kept = withoutSignature(withoutQuotes(lines.slice(0, endOfNew(lines))))
  const text = tidy(kept.join('\n'))
  if (text === '') return { text: tidy(plain), folded: '' }
  return { text, folded: foldedOf(lines, kept) }
}

/** The index of the line at which an earlier mail begins that goes on to the end. */
function endOfNew(lines: readonly string[]): number {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    if (line.length > 1000) continue
    if (beginsOld.some((one) => one.test(line)) || isFieldBlock(lines, at)) return at
    const length = attributionAt(lines, at)
    if (length > 0 && !isQuoted(nextWritten(lines, at + length))) return at
  }
  return lines.length
}

/** A field line counts where another field stands right below it: anybody may write `From: …` in a sentence. */
function isFieldBlock(lines: readonly string[], at: number): boolean {
  if (!fieldLine.test(lines[at] as string)) return false
  const below = lines.slice(at + 1, at + 6).filter((line) => line.trim() !== '')
  return below.slice(0, 3).filter((line) => fieldBelow.test(line)).length >= 2
}

/** How many lines an attribution takes that begins here; 0 where none does. */
function attributionAt(lines: readonly string[], at: number): number {
  const first = lines[at] as string
  if (first.trim() === '' || isQuoted(first)) return 0
  for (let count = 1; count <= 3; count++) {
    const joined = lines.slice(at, at + count).map((line) => line.trim())
    if (joined.at(-1) === '' || joined.join(' ').length > 500) return 0
    if (attribution.test(joined.join(' '))) return count
    if (!/^\s*(?:On|Am|Le|El|Op|Il|At|在|于|於)[\s\d]/i.test(first)) return 0
  }
  return 0
}

function nextWritten(lines: readonly string[], from: number): string {
  return lines.slice(from, from + 5).find((line) => line.trim() !== '') ?? '>'
}

function isQuoted(line: string): boolean {
  return /^\s{0,3}(?:>|\|\s)/.test(line)
}

/** Answers between the quoted lines stay; what introduces a quotation goes with it. */
function withoutQuotes(lines: readonly string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const length = attributionAt(lines, at)
    if (length > 0) at += length - 1
    else if (!isQuoted(lines[at] as string)) kept.push(lines[at] as string)
  }
  return kept
}

/** The usual mark of two dashes and a space begins a signature; and the line that a telephone adds is one. */
function withoutSignature(lines: readonly string[]): string[] {
  const mark = lines.findIndex((line) => line === '-- ' || line === '--\u00a0')
  const kept = mark < 0 ? [...lines] : lines.slice(0, mark)
  for (;;) {
    const last = kept.findLastIndex((line) => line.trim() !== '')
    const line = kept[last] ?? ''
    if (last < 0 || !(sentBy.test(line) && deviceLine.test(line))) return kept
    kept.length = last
  }
}

/** What was folded away, in its order. */
function foldedOf(lines: readonly string[], kept: readonly string[]): string {
  let next = 0
  const folded = lines.filter((line) => {
    if (line !== kept[next]) return true
    next += 1
    return false
  })
  return tidy(folded.join('\n'))
}

/** No empty lines at both ends, and one at most between others. */
export function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
}
