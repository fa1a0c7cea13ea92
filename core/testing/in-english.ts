import { expect } from 'vitest'
import type { Words } from '../shared/words.ts'

/** The English of what people read, once it is sure that the Chinese is there, and that each is in its own language. */
export function inEnglish({ zh, en }: Words): string {
  expect(zh, en).toMatch(/\p{Script=Han}/u)
  expect(en, zh).toMatch(/^[^\p{Script=Han}]+$/u)
  return en
}
