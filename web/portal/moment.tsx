import { createElement, Fragment, type ReactNode } from 'react'
import { momentWords } from '../../words/moments.ts'
import { useReading } from './reading.ts'

/** A moment in the time of the office, kept on one line. */
export function Moment({ at, zone }: { at: string; zone: string }) {
  const { language } = useReading()
  return (
    <time className="moment" dateTime={at}>
      {momentWords(at, zone, language)}
    </time>
  )
}

/** A sentence of the word files with something in its holes. */
export function Filled({ sentence, values }: { sentence: string; values: Readonly<Record<string, ReactNode>> }) {
  const pieces = sentence.split(/\{\{(\w+)\}\}/).map((piece, index) => (index % 2 === 1 ? values[piece] : piece))
  return createElement(Fragment, null, ...pieces)
}
