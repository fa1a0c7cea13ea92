/** Somebody whose data the house knows, and the word that stands for that person. */
export type KnownPerson = {
  readonly as: string
  readonly name?: string | undefined
  /** A person, whose family name and first name stand for the whole; otherwise only the whole name is looked for. */
  readonly isPerson: boolean
  /** Telephones and numbers of papers. */
  readonly numbers: readonly string[]
  /** E-mail and postal addresses. */
  readonly addresses: readonly string[]
}

/** Each digit as people write it. */
const digits = ['0零〇○', '1一壹幺', '2二贰两', '3三叁', '4四肆', '5五伍', '6六陆', '7七柒', '8八捌', '9九玖']
const titles = '先生|女士|小姐|太太|夫人|老师|师傅|经理|主任|医生|律师|同志|大爷|大妈|阿姨|叔叔|总|工|姐|哥|某+'
const twoLetters = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯)/
/** Ranges and no classes of Unicode: of those an expression for one number took 20 ms to make. */
const wordEdges = ['(?<![0-9A-Za-z\u00c0-\u024f])', '(?![0-9A-Za-z\u00c0-\u024f])'] as const
const noSign = '[^0-9A-Za-z\u3007\u3400-\u9fff]'

/**
 * In which forms somebody may stand in a text; each to be looked for everywhere. Names of Chinese letters are found with
 * blanks between them, those of others as whole words in any case, numbers in any grouping and in Chinese digits.
 *
 * @param dense the text in form NFKC, as `denseOf` gives it; forms of names that cannot stand in it are left out
 */
export function formsOf({ name, isPerson, numbers, addresses }: KnownPerson, dense: string): RegExp[] {
  return [
    ...(name ? namesOf(name.normalize('NFKC').trim(), isPerson, dense) : []),
    ...numbers.flatMap(numbersOf),
    ...addresses.flatMap((one) => addressOf(one.normalize('NFKC').trim())),
  ]
}

function namesOf(name: string, isPerson: boolean, dense: string): RegExp[] {
  // Of thousands of people hardly one is named.
  const said = (part: string) => dense.includes(denseOf(part))
  if (name.length < 2) return isPerson && isHan(name) ? [addressed(name)] : []
  if (!isHan(name)) return foreignNames(name, isPerson, said)
  const whole = said(name) ? [spaced(name)] : []
  if (!isPerson) return whole
  const family = twoLetters.exec(name)?.[0] ?? name.charAt(0)
  const given = name.slice(family.length)
  return [...whole, addressed(family), ...(given.length > 1 ? [spaced(given)] : [])]
}

/** A text in small letters, without what may stand between those of a name. */
export function denseOf(text: string): string {
  return text.toLowerCase().replace(/[\s,.·•]/g, '')
}

/** `李先生`, `小李`, `老李`. */
function addressed(family: string): RegExp {
  return new RegExp(`${escaped(family)}\\s*(?:${titles})|[小老阿]${escaped(family)}`, 'g')
}

function foreignNames(name: string, isPerson: boolean, said: (part: string) => boolean): RegExp[] {
  const parts = name.split(/[\s,.·•]+/).filter((part) => part !== '')
  const named = parts.filter(said)
  const single = isPerson ? named.filter((part) => part.length > 2) : []
  return [
    ...(named.length === parts.length ? [wordOf(parts.map(escaped).join('[\\s,.·•]*'))] : []),
    ...single.map((part) => wordOf(escaped(part))),
  ]
}

function wordOf(form: string): RegExp {
  return new RegExp(`${wordEdges[0]}${form}${wordEdges[1]}`, 'gi')
}

/** With the code of the country, and without it or the code of the town. */
function numbersOf(number: string): RegExp[] {
  const signs = number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  const national = signs.replace(/^(?:00)?86(?=1\d{10}$)/, '')
  const local = /^0\d{9,11}$/.test(signs) ? [signs.slice(signs.length > 11 || /^0[12]/.test(signs) ? -8 : -7)] : []
  return [...new Set([signs, national, ...local])].filter((one) => one.length > 4).map(numberForm)
}

function numberForm(signs: string): RegExp {
  const each = Array.from(signs, (sign) => {
    const written = digits[Number(sign)]
    return `[${written ?? sign + sign.toLowerCase()}]`
  })
  return new RegExp(each.join(`${noSign}{0,3}`), 'g')
}

function addressOf(address: string): RegExp[] {
  if (address.length < 4) return []
  const signs = Array.from(address.replace(/[\s,]/g, ''), escaped)
  return [new RegExp(signs.join('[\\s,]*'), 'gi')]
}

function spaced(name: string): RegExp {
  return new RegExp(Array.from(name.replace(/[\s·•]/g, ''), escaped).join('[\\s·•]*'), 'gi')
}

function isHan(name: string): boolean {
  return /\p{Script=Han}/u.test(name)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
