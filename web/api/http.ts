import type { RefusalAnswer } from '../../api/refusal.ts'

/** A "no" of the server, or of the line to it (`web.offline`). Thrown so that queries and forms see it as an error. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly answer: RefusalAnswer
  readonly status: number
  constructor(answer: RefusalAnswer, status: number) {
    super(answer.sentence)
    this.answer = answer
    this.status = status
  }
}

type Request = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Answer a lost session as it is, instead of asking the person to sign in and trying again. */
  readonly bare?: boolean
  readonly signal?: AbortSignal
}

let language = 'zh-CN'
let offlineSentence = ''
let recover: (() => Promise<void>) | undefined

/** The language in which the server is asked to answer, and the sentence for when it cannot be reached. */
export function speak(next: { language: string; offline: string }) {
  language = next.language
  offlineSentence = next.offline
}

/** The language in which the server is asked to answer. */
export function spoken(): string {
  return language
}

/** What to do where the session ended in the middle of work; the call that noticed is repeated after it. */
export function onSessionLost(handler: () => Promise<void>) {
  recover = handler
}

/**
 * Calls the server.
 *
 * @returns the parsed body; undefined for an empty one
 * @throws Refused for every answer that is not 2xx, and where the server cannot be reached
 */
export async function call<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request)
  return (response.status === 204 ? undefined : await response.json()) as T
}

/** Fetches a file and the name the server gives it; see `call` for errors. */
export async function download(path: string, request: Request): Promise<{ blob: Blob; name: string | undefined }> {
  const response = await send(path, request)
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return { blob: await response.blob(), name: named && decodeURIComponent(named) }
}

/** Calls the server for an answer of many lines of JSON, each taken as it comes; see `call` for errors. */
export async function callLines<T>(path: string, request: Request, take: (line: T) => void): Promise<void> {
  const { body } = await send(path, request)
  let rest = ''
  const reader = (body ?? new Blob().stream()).pipeThrough(new TextDecoderStream()).getReader()
  // Not every browser can walk a stream with `for await`.
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(JSON.parse(line) as T)
  }
}

async function send(path: string, request: Request): Promise<Response> {
  const response = await reach(path, request)
  if (response.ok) return response
  if (response.status === 401 && !request.bare && recover) {
    await recover()
    return send(path, { ...request, bare: true })
  }
  throw new Refused(await refusalOf(response), response.status)
}

async function reach(path: string, { method = 'GET', body, headers, signal }: Request): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        'accept-language': language,
        ...(method !== 'GET' && { 'x-huiyin': '1' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch {
    throw new Refused({ code: 'web.offline', params: {}, sentence: offlineSentence }, 0)
  }
}

async function refusalOf(response: Response): Promise<RefusalAnswer> {
  try {
    return (await response.json()) as RefusalAnswer
  } catch {
    return { code: `http.${response.status}`, params: {}, sentence: `${response.status} ${response.statusText}` }
  }
}

/** The refusal behind an error; for a bug in the page itself the error's own text. */
export function refusalIn(error: unknown): RefusalAnswer {
  if (error instanceof Refused) return error.answer
  return { code: 'web.broken', params: {}, sentence: error instanceof Error ? error.message : String(error) }
}
