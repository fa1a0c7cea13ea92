const longest = 120

/** Characters that change how a name reads or what a file system makes of it: controls, bidi, zero width, separators. */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{DI}/\\:*?"<>|]/gu

/**
 * A name under which a file may be shown and saved: what hides, turns or cuts it is gone, its beginning and its ending
 * are kept, no path is left.
 *
 * @returns 1 to 120 characters
 */
export function safeName(given: string): string {
  const plain = given.slice(-4096).normalize('NFC').replace(unsafe, '').replace(/\s+/g, ' ')
  const letters = [...plain.replace(/^[. ]+|[. ]+$/g, '')]
  if (letters.length === 0) return 'file'
  if (letters.length <= longest) return letters.join('')
  const ending = endingOf(letters.join(''))
  return letters.slice(0, longest - ending.length).join('') + ending
}

/** The ending of a name with its dot, lower case, at most eight letters and digits; empty where there is none. */
export function endingOf(name: string): string {
  return (/\.[a-z0-9]{1,8}$/i.exec(name.slice(-9))?.[0] ?? '').toLowerCase()
}
