import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { type Answered, askOutside, type Ways } from '../webhooks/guarded-request.ts'
import type { ModelSettings } from './settings.ts'
import { modelTarget } from './target.ts'

/** A model may think for so long; of what it answers so many bytes are read, its own thoughts among them. */
const usual = { patienceMs: 30_000, mostRead: 256 * 1024 }
/** A draft is so long at most, in letters and signs. */
const mostLetters = 8_000

/** What goes wrong on the way, by the words of a guarded request. */
const failures: Readonly<Record<string, string>> = {
  'not-outside': 'not-outside',
  'not-trusted': 'not-trusted',
  timeout: 'too-slow',
  'too-large': 'too-long',
  cancelled: 'cancelled',
}
/** What a status says that somebody can mend. */
const statuses: Readonly<Record<number, string>> = {
  401: 'key-refused',
  403: 'key-refused',
  404: 'no-such-model',
  429: 'model-busy',
}

/**
 * Sends a request to the model and waits for its answer, half a minute at most unless told otherwise.
 *
 * @param body   as it was shown and confirmed, to the byte
 * @param signal calls it off
 * @param limits milliseconds and bytes, where they are not the usual ones
 * @returns plain text without control signs, or why there is none
 */
export async function askModel(
  { url, key }: ModelSettings,
  body: string,
  ways: Ways,
  signal: AbortSignal,
  limits = usual,
): Promise<string | Refusal> {
  const target = modelTarget(url, ways.inside)
  if (isRefusal(target)) return target
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'huiyin/1',
    ...(key && { authorization: `Bearer ${key}` }),
  }
  const answered = await askOutside({ url: target, method: 'POST', headers, body, limits, signal }, ways)
  return failureIn(answered) ?? draftIn('body' in answered ? answered.body : '')
}

function failureIn(answered: Answered): Refusal | undefined {
  const word = 'word' in answered ? answered.word : answered.broken
  if (word !== undefined) return refuse(`language-model.${failures[word] ?? 'unreachable'}`)
  const { status } = answered as { readonly status: number }
  if (status === 200) return undefined
  const known = statuses[status]
  return known ? refuse(`language-model.${known}`) : refuse('language-model.failed', { status })
}

/** The thoughts that some models send before the answer. */
const thoughts = /^\s*<think>[\s\S]*?<\/think>/
/** Control signs but line ends, and signs that turn the direction of a text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking control characters out is the point
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

function draftIn(body: string): string | Refusal {
  const content = contentIn(body)
  if (content === undefined) return refuse('language-model.unreadable')
  const text = content.replace(thoughts, '').replaceAll('\r\n', '\n').replaceAll('\t', ' ').replace(controls, '').trim()
  if (text === '') return refuse('language-model.unreadable')
  return text.length > mostLetters ? refuse('language-model.too-long') : text
}

/** `choices[0].message.content`; undefined where the answer holds no such text. */
function contentIn(body: string): string | undefined {
  try {
    const said = JSON.parse(body) as { choices?: { message?: { content?: unknown } }[] } | null
    const content = said?.choices?.[0]?.message?.content
    return typeof content === 'string' ? content : undefined
  } catch {
    return undefined
  }
}
