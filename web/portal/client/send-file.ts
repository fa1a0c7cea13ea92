import { changeFile, type KeptFile } from './kept-files.ts'

/** Small enough that a phone that loses its line soon has sent again what was lost. */
const pieceBytes = 2 ** 20
/** After so many milliseconds a broken line is tried again; then the person decides. */
const patience = [500, 1500, 4000, 10_000, 20_000, 30_000]
const protocol = { 'Tus-Resumable': '1.0.0' }

type Heard = { readonly progress: (share: number) => void; readonly broken: () => void }

/**
 * Sends a file in pieces, from where an earlier attempt stopped, and puts it on the list of the case.
 *
 * @returns undefined where it is there now; the server's sentence where it is not taken
 * @throws where the line stays broken
 */
export async function sendFile(file: KeptFile, heard: Heard): Promise<string | undefined> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(file, heard)
    } catch (error) {
      const wait = patience[tries]
      if (wait === undefined) throw error
      heard.broken()
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

async function attempt(file: KeptFile, { progress }: Heard): Promise<string | undefined> {
  const { blob } = file
  let stand = file.place ? await standOf(file.place) : undefined
  let place = file.place
  if (stand === undefined || !place) {
    const begun = await begin(file)
    if (begun instanceof Response) return sentenceOf(begun)
    place = begun
    stand = 0
    await changeFile({ ...file, place })
  }
  while (stand < blob.size) {
    progress(stand / blob.size)
    const answer = await add(place, stand, blob.slice(stand, stand + pieceBytes))
    if (answer.status === 409) stand = (await standOf(place)) ?? 0
    else if (!answer.ok) return sentenceOf(answer)
    else stand = Number(answer.headers.get('upload-offset'))
  }
  progress(1)
  const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang }
  const upload = place.split('/').pop()
  const told = await fetch('/api/portal/files', { method: 'POST', headers, body: JSON.stringify({ upload }) })
  return told.ok ? undefined : sentenceOf(told)
}

async function begin({ name, blob }: KeptFile): Promise<string | Response> {
  const filename = btoa(String.fromCharCode(...new TextEncoder().encode(name)))
  const headers = {
    ...protocol,
    'accept-language': document.documentElement.lang,
    'Upload-Length': String(blob.size),
    'Upload-Metadata': `filename ${filename}`,
  }
  const answer = await fetch('/api/portal/uploads', { method: 'POST', headers })
  return answer.headers.get('location') ?? answer
}

/** How far it came; undefined where it is gone. */
async function standOf(place: string): Promise<number | undefined> {
  const answer = await fetch(place, { method: 'HEAD', headers: protocol })
  if (answer.status >= 500) throw new Error('no answer')
  return answer.ok ? Number(answer.headers.get('upload-offset')) : undefined
}

function add(place: string, offset: number, piece: Blob): Promise<Response> {
  const headers = {
    ...protocol,
    'accept-language': document.documentElement.lang,
    'Upload-Offset': String(offset),
    'content-type': 'application/offset+octet-stream',
  }
  return fetch(place, { method: 'PATCH', headers, body: piece })
}

/** @throws where the server could not answer, or not just now (too much at once, the door is shut): the file is kept for later */
async function sentenceOf(answer: Response): Promise<string> {
  if (answer.status >= 500 || [401, 429].includes(answer.status)) throw new Error('no answer')
  const { sentence = '' } = (await answer.json().catch(() => ({}))) as { sentence?: string }
  return sentence
}
