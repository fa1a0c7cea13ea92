import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ImportWish, importLimits, importList, importStep, importView, importWish } from '../../api/imports.ts'
import { isRefusal, type Refusal, refuse } from '../../core/shared/refusal.ts'
import { writeExcel } from '../documents/write-excel.ts'
import type { House } from '../house.ts'
import { checkFile } from '../import/check-file.ts'
import { ImportRefused } from '../import/fields.ts'
import {
  fileOf,
  findJob,
  forgetJob,
  headOf,
  type JobRow,
  keepFile,
  keepMapping,
  nameOf,
  problemsOf,
  setGoing,
  stopJob,
} from '../import/job-rows.ts'
import { mayImport } from '../import/may-import.ts'
import { problemInWords } from '../import/problem-words.ts'
import { headIn, readImport, readImports } from '../read/imports.ts'
import { safeName } from '../vault/file-name.ts'
import { languageOf, sentenceOf, wordsOf } from '../words.ts'
import { attachment } from './attachment.ts'
import { sendRefusal } from './refusals.ts'
import { type App, type Reply, staffOf } from './routes.ts'
import { type LongWork, tellSteps } from './tell-steps.ts'

const byId = z.strictObject({ id: z.uuid() })
const named = z.looseObject({ 'upload-metadata': z.string().max(2000) })
const none = z.undefined()
const bytesType = 'application/octet-stream'

/**
 * Files of complaints that become cases: sent, looked at, tried, and run in the background of the server. Everybody sees the
 * own imports only.
 */
export function importRoutes(app: App, house: House): void {
  app.get('/api/imports', { schema: { response: { 200: importList } } }, async (request, reply) =>
    reply.send(await readImports(house, staffOf(request))),
  )
  app.get('/api/imports/:id', { schema: { params: byId, response: { 200: importView } } }, async (request, reply) => {
    const job = await jobOf(house, request)
    return job ? reply.send(await readImport(house, job, spoken(request))) : unknown(request, reply)
  })
  app.delete('/api/imports/:id', { schema: { params: byId, response: { 204: none } } }, async (request, reply) => {
    const gone = await forgetJob(house, staffOf(request), request.params.id)
    return gone ? reply.code(204).send() : unknown(request, reply)
  })
  sending(app, house)
  trying(app, house)
  running(app, house)
  listing(app, house)
}

/** In a room of its own: no other route takes a body that is just bytes of a table. */
function sending(app: App, house: House): void {
  void app.register((inner, _options, done) => {
    const room = inner as unknown as App
    const limit = { bodyLimit: importLimits.bytes }
    room.addContentTypeParser(bytesType, { parseAs: 'buffer', ...limit }, (_request, body, taken) => taken(null, body))
    const schema = { headers: named, response: { 200: importView } }
    room.post('/api/imports', { ...limit, schema }, async (request, reply) => {
      const person = staffOf(request)
      if (!(await mayImport(house, person))) return sendRefusal(request, reply, refuse('import.not-yours'))
      const name = nameIn(request.headers['upload-metadata'])
      if (!Buffer.isBuffer(request.body))
        return sendRefusal(request, reply, refuse('upload.not-bytes', { type: bytesType }))
      const bytes = request.body
      const head = await headIn(bytes).catch(asRefusal)
      if (isRefusal(head)) return sendRefusal(request, reply, head)
      const job = await findJob(house, person, await keepFile(house, person, { name, bytes, head }))
      return job ? reply.send(await readImport(house, job, spoken(request))) : unknown(request, reply)
    })
    done()
  })
}

function trying(app: App, house: House): void {
  const schema = { params: byId, body: importWish }
  app.post('/api/imports/:id/check', { schema }, async (request, reply) => {
    const job = await jobOf(house, request)
    if (!job) return unknown(request, reply)
    const bytes = await fileOf(house, job)
    if (!bytes) return sendRefusal(request, reply, refuse('import.file-gone'))
    const language = spoken(request)
    const work: LongWork = async (onProgress, gone) => {
      const checked = await checkFile(house, bytes, request.body, importLimits.rows, onProgress, gone).catch(asRefusal)
      if (isRefusal(checked)) return { refused: sentenceOf(checked, language) }
      return { ...checked, problems: checked.problems.map((one) => problemInWords(one, language)) }
    }
    return tellSteps(importStep, work, request, reply)
  })
}

function running(app: App, house: House): void {
  const schema = { params: byId, body: importWish, response: { 204: none } }
  app.post('/api/imports/:id/run', { schema }, async (request, reply) => {
    const job = await jobOf(house, request)
    if (!job) return unknown(request, reply)
    const refused = await begin(house, staffOf(request), job, request.body)
    return refused ? sendRefusal(request, reply, refused) : reply.code(204).send()
  })
  app.post('/api/imports/:id/stop', { schema: { params: byId, response: { 204: none } } }, async (request, reply) => {
    await stopJob(house, staffOf(request), request.params.id)
    return reply.code(204).send()
  })
}

async function begin(house: House, person: string, job: JobRow, wish: ImportWish): Promise<Refusal | undefined> {
  if (!(await mayImport(house, person, wish.unit))) return refuse('import.not-yours')
  if (!(await setGoing(house, person, job.id, wish))) return refuse('import.runs-already')
  const { mapping, source, unit, history } = wish
  await keepMapping(house, headOf(house, job).columns, { mapping, source, unit, history })
  return undefined
}

/** The sheet of what could not be taken: row, field, value, reason; nothing on it is a formula. */
function listing(app: App, house: House): void {
  app.get('/api/imports/:id/problems', { schema: { params: byId } }, async (request, reply) => {
    const job = await jobOf(house, request)
    if (!job) return unknown(request, reply)
    const language = spoken(request)
    const words = wordsOf(language, 'cli')
    const rows = (await problemsOf(house, job))
      .map((one) => problemInWords(one, language))
      .map(({ row, field, value, reason }) => [String(row), field ?? '', value.slice(0, longestText), reason])
    const heading = ['row', 'field', 'value', 'reason'].map((column) => words[`import.sheet-${column}`] ?? column)
    const book = await writeExcel({ name: words['import.sheet-name'] ?? 'problems', heading, rows: each(rows) })
    return reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', attachment(`${nameOf(house, job)}.errors.xlsx`))
      .send(book)
  })
}

/** A spreadsheet takes no longer text in a cell. */
const longestText = 32_000

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

function jobOf(house: House, request: FastifyRequest): Promise<JobRow | undefined> {
  const { id } = request.params as z.infer<typeof byId>
  return findJob(house, staffOf(request), id)
}

function unknown(request: FastifyRequest, reply: Reply) {
  return sendRefusal(request, reply, refuse('import.unknown'))
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof ImportRefused) return refuse(error.code, error.params)
  throw error
}

function spoken(request: FastifyRequest) {
  return languageOf(request.headers['accept-language'])
}

/** `filename` of the metadata, base64: no name of a file stands in an address. */
function nameIn(metadata: string): string {
  const encoded = /(?:^|,)\s*filename ([A-Za-z0-9+/]+={0,2})/.exec(metadata)?.[1] ?? ''
  return safeName(Buffer.from(encoded, 'base64').toString())
}
