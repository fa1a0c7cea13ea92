import type { AddressInfo } from 'node:net'
import type { App } from '../http/routes.ts'

/** What a client of resumable uploads sends, to a server that listens. */
export type Tus = {
  begin(caseId: string, size: number, name: string, headers?: Record<string, string>): Promise<Response>
  stand(location: string): Promise<Response>
  add(location: string, offset: number, bytes: Uint8Array, headers?: Record<string, string>): Promise<Response>
  end(location: string): Promise<Response>
}

/** Lets an app listen on a free port. @returns where it answers */
export async function listening(app: App): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

export function tusOf(url: string, cookie: string): Tus {
  const common = { cookie, 'tus-resumable': '1.0.0', 'accept-language': 'en' }
  const ask = (path: string, method: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    fetch(`${url}${path}`, { method, headers: { ...common, ...headers }, ...(body && { body: body as BodyInit }) })
  return {
    begin: (caseId, size, name, headers) =>
      ask(`/api/cases/${caseId}/uploads`, 'POST', {
        'upload-length': String(size),
        'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
        ...headers,
      }),
    stand: (location) => ask(location, 'HEAD'),
    add: (location, offset, bytes, headers) =>
      ask(
        location,
        'PATCH',
        { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...headers },
        bytes,
      ),
    end: (location) => ask(location, 'DELETE'),
  }
}
