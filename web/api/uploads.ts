import type { Upload } from 'tus-js-client'
import { spoken } from './http.ts'

/** A file on its way, in bytes; `retry` where the line broke and the upload goes on by itself. */
export type Sending = { readonly sent: number; readonly size: number; readonly retry: boolean }
/** What arrived of an upload. */
export type Arrived = { readonly name: string; readonly size: number; readonly offset: number }

type Heard = {
  readonly progress: (sending: Sending) => void
  readonly done: (upload: string) => void
  /** @param sentence the server's own, where it said any */
  readonly failed: (sentence: string | undefined) => void
}

/** Small enough that what a proxy or a phone interrupts is soon sent again, large enough to be quick. */
const chunkBytes = 32 * 2 ** 20
/** A broken line is tried again for some two minutes; then the person decides. */
const patience = [0, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000]
const protocol = { 'Tus-Resumable': '1.0.0' }

/**
 * Sends a file for a case, from where an earlier attempt with the same file stopped.
 *
 * @returns stops it; what arrived stays on the server
 */
export async function sendFile(caseId: string, file: File, heard: Heard): Promise<Upload> {
  const { Upload } = await import('tus-js-client')
  const upload = new Upload(file, {
    endpoint: `/api/cases/${caseId}/uploads`,
    chunkSize: chunkBytes,
    retryDelays: patience,
    metadata: { filename: file.name },
    headers: { 'accept-language': spoken() },
    fingerprint: async () => fingerprintOf(caseId, file),
    urlStorage: noted,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0
      heard.progress({ sent: 0, size: file.size, retry: true })
      return status === 0 || status === 409 || status >= 500
    },
    onProgress: (sent, size) => heard.progress({ sent, size: size ?? file.size, retry: false }),
    onSuccess: () => heard.done(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => heard.failed(sentenceIn(error)),
  })
  const [before] = await upload.findPreviousUploads()
  if (before) upload.resumeFromPreviousUpload(before)
  upload.start()
  return upload
}

/** What is there of an upload; undefined where it is gone. */
export async function findUpload(caseId: string, upload: string): Promise<Arrived | undefined> {
  const answer = await fetch(`/api/cases/${caseId}/uploads/${upload}`, { method: 'HEAD', headers: protocol })
  if (!answer.ok) return undefined
  const number = (name: string) => Number(answer.headers.get(name))
  const [, name = ''] = (answer.headers.get('upload-metadata') ?? '').split(' ')
  const bytes = Uint8Array.from(atob(name), (one) => one.charCodeAt(0))
  return {
    name: new TextDecoder().decode(bytes),
    size: number('upload-length'),
    offset: number('upload-offset'),
  }
}

/** Forgets an upload; where that fails the server does so after some days. */
export async function dropUpload(caseId: string, upload: string): Promise<void> {
  await fetch(`/api/cases/${caseId}/uploads/${upload}`, { method: 'DELETE', headers: protocol }).catch(() => undefined)
}

function sentenceIn(error: Error): string | undefined {
  const answer = (error as { originalResponse?: { getBody(): string } | null }).originalResponse
  try {
    return (JSON.parse(answer?.getBody() ?? '') as { sentence: string }).sentence
  } catch {
    return undefined
  }
}

/** The same file for the same case, without its name in it. */
async function fingerprintOf(caseId: string, { name, size, lastModified }: File): Promise<string> {
  let hash = 2_166_136_261
  for (const one of `${caseId} ${name} ${size} ${lastModified}`)
    hash = Math.imul(hash ^ (one.codePointAt(0) ?? 0), 16_777_619)
  return `${caseId}-${size}-${(hash >>> 0).toString(16)}`
}

type Storage = NonNullable<NonNullable<ConstructorParameters<typeof Upload>[1]>['urlStorage']>
const prefix = 'huiyin-upload-'

/** Where an upload can be found again while the tab is open; neither the file's name nor anything of it is noted. */
const noted: Storage = {
  findAllUploads: async () => [],
  findUploadsByFingerprint: async (fingerprint) => {
    const uploadUrl = sessionStorage.getItem(prefix + fingerprint)
    const found = {
      uploadUrl,
      size: null,
      metadata: {},
      creationTime: '',
      urlStorageKey: fingerprint,
      parallelUploadUrls: null,
    }
    return uploadUrl ? [found] : []
  },
  removeUpload: async (key) => sessionStorage.removeItem(prefix + key),
  addUpload: async (fingerprint, { uploadUrl }) => {
    if (uploadUrl) sessionStorage.setItem(prefix + fingerprint, uploadUrl)
    return fingerprint
  },
}
