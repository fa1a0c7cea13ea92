import type { z } from 'zod'
import type { ImportStep, ImportView, ImportWish, importList } from '../../api/imports.ts'
import type { RefusalAnswer } from '../../api/refusal.ts'
import { call, callLines, download, Refused, spoken } from '../api/http.ts'

export type ImportLine = z.infer<typeof importList>[number]

export const fetchImports = () => call<ImportLine[]>('/api/imports')
export const fetchImport = (id: string) => call<ImportView>(`/api/imports/${id}`)
export const forgetImport = (id: string) => call<void>(`/api/imports/${id}`, { method: 'DELETE' })
export const runImport = (id: string, wish: ImportWish) =>
  call<void>(`/api/imports/${id}/run`, { method: 'POST', body: wish })
export const stopImport = (id: string) => call<void>(`/api/imports/${id}/stop`, { method: 'POST', body: {} })
export const fetchProblems = (id: string) => download(`/api/imports/${id}/problems`, {})
export const checkImport = (id: string, wish: ImportWish, take: (step: ImportStep) => void, signal: AbortSignal) =>
  callLines<ImportStep>(`/api/imports/${id}/check`, { method: 'POST', body: wish, signal }, take)

/**
 * Sends a file; a request that tells how far it is, which `fetch` does not.
 *
 * @param progress share of the bytes that were sent, 0 to 1
 * @throws Refused for every answer that is not 2xx, and where the server cannot be reached
 */
export function sendFile(file: File, progress: (share: number) => void, offline: string): Promise<ImportView> {
  const request = new XMLHttpRequest()
  request.open('POST', '/api/imports')
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('accept-language', spoken())
  request.setRequestHeader('x-huiyin', '1')
  request.setRequestHeader('upload-metadata', `filename ${base64(file.name)}`)
  request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total)
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status === 200) return resolve(JSON.parse(request.responseText) as ImportView)
      reject(new Refused(refusalIn(request), request.status))
    }
    request.onerror = () => reject(new Refused({ code: 'web.offline', params: {}, sentence: offline }, 0))
    request.send(file)
  })
}

function refusalIn({ responseText, status, statusText }: XMLHttpRequest): RefusalAnswer {
  try {
    return JSON.parse(responseText) as RefusalAnswer
  } catch {
    return { code: `http.${status}`, params: {}, sentence: `${status} ${statusText}` }
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
