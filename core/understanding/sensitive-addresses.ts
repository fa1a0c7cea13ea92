import type { Sensitive } from './sensitive-kinds.ts'

/** A door, a floor, a house: `G2栋`, `3单元`, `1203室`, `十七号`. */
const part =
  /[A-Za-z]?(?:\d{1,5}(?:[-—]\d{1,5}){0,3}|[一二三四五六七八九十百]{1,4})(?:号楼|号院|号门|单元|[号弄栋幢座楼层室房户])/g
const living = /(?:家庭住址|家庭地址|联系地址|通讯地址|居住地址|住址|家住|居住在|居住于|现住|住在|住于)/g

/**
 * Where somebody lives: a house with its door (`3栋2单元501室`), and what follows words such as 家住 up to the end of the
 * clause. A street and its number alone are mostly what a complaint is about, and are left.
 */
export function addressesIn(text: string): Sensitive[] {
  return [...doorsIn(text), ...homesIn(text)]
}

/** Two parts or more, one behind another. */
function doorsIn(text: string): Sensitive[] {
  const found: Sensitive[] = []
  let [start, end, parts] = [-1, -1, 0]
  const close = () => {
    if (parts > 1) found.push({ kind: 'address', start, end })
  }
  for (const { 0: written, index } of text.matchAll(part)) {
    const goesOn = parts > 0 && index - end <= 1 && /^[ \-,，、]?$/.test(text.slice(end, index))
    if (!goesOn) close()
    if (!goesOn) [start, parts] = [index, 0]
    end = index + written.length
    parts++
  }
  close()
  return withBareDoor(text, found)
}

/** People leave the last 室 out: `3栋2单元501`. */
function withBareDoor(text: string, found: readonly Sensitive[]): Sensitive[] {
  return found.map((one) => {
    const door = /^[ -]?\d{1,5}(?![\d年月日元万米%])/.exec(text.slice(one.end, one.end + 8))
    return door ? { ...one, end: one.end + door[0].length } : one
  })
}

function homesIn(text: string): Sensitive[] {
  return Array.from(text.matchAll(living)).flatMap(({ 0: cue, index }) => {
    const from = index + cue.length
    const [before = '', place = ''] =
      /^([ :是为]{0,3})([^\s,.;:!?，。；：！？、()（）"“”]{3,40})/.exec(text.slice(from, from + 43))?.slice(1) ?? []
    const start = from + before.length
    // A place that names no door is a district.
    return /[\d号栋幢室]/.test(place) ? [{ kind: 'address' as const, start, end: start + place.length }] : []
  })
}
