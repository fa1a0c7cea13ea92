import { createContext, useContext } from 'react'
import type { PortalLanguage } from '../../api/portal.ts'
import { type Words, wordsIn } from './words.ts'

/** The language in which a page is read, with its words. */
export type Reading = { readonly language: PortalLanguage; readonly w: Words }

export const ReadingContext = createContext<Reading>({ language: 'zh-CN', w: wordsIn('zh-CN') })

export function useReading(): Reading {
  return useContext(ReadingContext)
}
