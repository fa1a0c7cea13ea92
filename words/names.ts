import type { TFunction } from 'i18next'
import type { Catalogue } from '../api/catalogue.ts'

type Words = { readonly zh: string; readonly en: string }
export type Unit = Catalogue['units'][number]
export type PackWords = Catalogue['packs'][number]

/** Names for the ids and codes that cases hold. A name that is not known (yet) reads as its code. */
export type Names = ReturnType<typeof namesOf>

/** @param catalogue undefined while it is not known */
export function namesOf(catalogue: Catalogue | undefined, language: 'zh' | 'en', t: TFunction) {
  const packs = catalogue?.packs ?? []
  const say = (words: Words) => words[language]
  const inPacks = (
    list: (pack: PackWords) => readonly { id: string; name: Words }[],
    id: string,
    pack?: string,
    otherwise = id,
  ) => {
    const found = packs
      .filter((one) => !pack || one.id === pack)
      .flatMap(list)
      .find((one) => one.id === id)
    return found ? say(found.name) : otherwise
  }
  return {
    catalogue,
    say,
    unit: (id: string) => catalogue?.units.find((one) => one.id === id)?.name ?? '…',
    person: (id: string) => catalogue?.people.find((one) => one.id === id)?.name ?? '…',
    channel: (id: string) => inPacks((pack) => [...pack.channels, ...pack.toldBy], id),
    grade: (id: string, pack?: string) => inPacks((one) => one.grades, id, pack),
    post: (id: string) =>
      inPacks((pack) => pack.posts, id, undefined, t(`codes:house-post.${id}`, { defaultValue: id })),
    dimension: (id: string) => inPacks((pack) => pack.dimensions, id),
    pack: (id: string) => inPacks(() => packs, id),
    duty: (regime: string, id: string) => {
      const found = packs.find((one) => one.id === regime)?.duties.find((one) => one.id === id)
      return found ? say(found.duty) : id
    },
    condition: (id: string) => {
      const found = packs.flatMap((pack) => pack.conditions).find((one) => one.id === id)
      return found ? say(found.text) : id
    },
    axis: (regime: string, id: string) => inPacks((pack) => pack.axes, id, regime),
    axisValue: (regime: string, axis: string, value: string) =>
      inPacks((pack) => pack.axes.find((one) => one.id === axis)?.values ?? [], value, regime),
  }
}
