import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import type { Due } from '../core/calendar/due.ts'
import { type DueAnswers, DueQuestion } from '../core/calendar/question.ts'

/** Answers are handed on in pieces of so many characters. */
const pieceLength = 1 << 16

type Unanswered = { readonly count: number; readonly line: number; readonly why: string }

/**
 * Answers a file of questions, one JSON object a line, with one line of JSON each in the same order. A question that
 * cannot be answered gets `{ problem }`, so that the lines keep their places.
 *
 * @param path `-` for the standard input
 * @returns how many questions have no answer, with the first of them; undefined where all have
 */
export async function answerBatch(
  path: string,
  answers: DueAnswers,
  out: Writable = process.stdout,
): Promise<Unanswered | undefined> {
  const input = path === '-' ? process.stdin : createReadStream(path)
  let unanswered: Unanswered | undefined
  let [piece, line] = ['', 0]
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    const answer = answerLine(text, answers)
    if ('problem' in answer)
      unanswered = { line, why: answer.problem, ...unanswered, count: (unanswered?.count ?? 0) + 1 }
    piece += `${JSON.stringify(answer)}\n`
    if (piece.length < pieceLength) continue
    if (!out.write(piece)) await once(out, 'drain')
    piece = ''
  }
  out.write(piece)
  return unanswered
}

type Line = { readonly problem: string } | (Pick<Due, 'provisional' | 'steps'> & { readonly due: string })

function answerLine(text: string, answers: DueAnswers): Line {
  const read = DueQuestion.safeParse(parsed(text))
  if (!read.success)
    return { problem: read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ') }
  const { due, provisional, steps } = answers(read.data.basis, read.data.allowance)
  return { due: due.toString(), provisional, steps }
}

/** What is no JSON is no question either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
