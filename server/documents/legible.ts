/** Whether a sign, which is one code point, can be printed. */
export type HasSign = (sign: string) => boolean

/** Signs that are not seen, or change how others are read: controls, direction marks, joiners, private and unassigned ones. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/**
 * A text as it can be printed: what the font lacks and what cannot be seen stands by its code, so that nothing vanishes and
 * nothing passes for what it is not: `〔U+202E〕`, `〔U+1F600 U+FE0F〕`. Line ends stay, a tab becomes two spaces.
 */
export function legible(text: string, has: HasSign): string {
  let [legible, coded] = ['', '']
  for (const sign of text.replace(/\r\n?/g, '\n').replaceAll('\t', '  ')) {
    const isPlain = sign === '\n' || (!unseen.test(sign) && has(sign))
    if (!isPlain) coded += ` ${codeOf(sign)}`
    else {
      legible += bracketed(coded) + sign
      coded = ''
    }
  }
  return legible + bracketed(coded)
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`
}

function bracketed(codes: string): string {
  return codes && `〔${codes.slice(1)}〕`
}
