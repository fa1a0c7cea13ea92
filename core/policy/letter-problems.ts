import type { Words } from '../shared/words.ts'
import { type Letter, type Placeholder, placeholders } from './letter-shape.ts'
import type { Pack } from './pack-shape.ts'
import type { PackProblem } from './problem.ts'

/** A placeholder that nothing can fill, and one that the document asks for and a text in force does not have. */
export function letterProblems({ letters = {} }: Pack): PackProblem[] {
  return Object.entries(letters).flatMap(([name, letter]) => {
    const days = Object.keys(letter.text).sort()
    return days.flatMap((day, i) => {
      const words = letter.text[day]
      if (!words) return []
      return (['zh', 'en'] as const).flatMap((language) => {
        const held = heldIn(words[language])
        const texts = [...unknown(held), ...lacking(letter, held, days[i + 1])]
        return texts.map((text) => ({ path: ['letters', name, 'text', day, language], text }))
      })
    })
  })
}

function heldIn(text: string): string[] {
  return [...text.matchAll(/{{(.*?)}}/g)].map(([, name = '']) => name)
}

function unknown(held: readonly string[]): Words[] {
  const known: readonly string[] = placeholders
  const strange = held.filter((one) => !known.includes(one))
  return strange.map((one) => ({ zh: `{{${one}}} 无从填写`, en: `nothing fills {{${one}}}` }))
}

/** What is asked for while a text is in force. @param until the day from which another one replaces it */
function lacking({ must }: Letter, held: readonly string[], until: string | undefined): Words[] {
  const asked = Object.entries(must).filter(([, { since }]) => !since || !until || since < until)
  return asked
    .filter(([name]) => !held.includes(name as Placeholder))
    .map(([name, { what }]) => ({
      zh: `缺少 {{${name}}}，函件须写明${what.zh}`,
      en: `{{${name}}} is missing, which the letter must hold: ${what.en}`,
    }))
}
