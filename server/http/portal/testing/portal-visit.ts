import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { isWork, workText } from '../../../../api/portal-work.ts'
import type { Answered, Http } from '../../../testing/http.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')

/** The pages, built from the sources as they are now into a folder of their own. */
export async function buildPages(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'huiyin-portal-'))
  const into = (config: string, name: string) =>
    build({ configFile: join(root, config), logLevel: 'silent', build: { outDir: join(folder, name) } })
  await into('vite.portal.config.ts', 'client')
  await into('vite.portal-server.config.ts', 'server')
  return { folder, remove: () => rm(folder, { recursive: true }) }
}

export type Fields = Readonly<Record<string, string>>

export type PortalVisitor = {
  readonly cookies: Map<string, string>
  get(path: string): Promise<Answered>
  post(path: string, fields: Fields): Promise<Answered>
  /** Fills in a form of a page and sends it, as a browser without a script does. */
  send(page: Answered, action: string, fields: Fields): Promise<Answered>
}

/** Somebody at a browser without a script, with cookies of their own. */
export function visit(http: Http, { address = '203.0.113.7', language = 'zh-CN' } = {}): PortalVisitor {
  const cookies = new Map<string, string>()
  const ask = async (method: 'GET' | 'POST', path: string, fields?: Fields) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = {
      'accept-language': language,
      ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const answer = await http.ask(method, path, fields && new URLSearchParams(fields).toString(), {
      headers,
      address,
      ...(cookie && { cookie }),
    })
    for (const one of answer.cookie.split('; ').filter(Boolean)) {
      const [name = '', value = ''] = one.split(/=(.*)/)
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return answer
  }
  const post = (path: string, fields: Fields) => ask('POST', path, fields)
  return {
    cookies,
    get: (path) => ask('GET', path),
    post,
    send: (page, action, fields) => post(action, { ...formIn(page.text, action), ...fields }),
  }
}

/** What a form holds before anybody types: hidden fields and what the page put into it. @throws Error without such a form */
export function formIn(html: string, action: string): Record<string, string> {
  const form = new RegExp(
    `<form[^>]*action="${action.replaceAll('/', '\\/')}(?:#[a-z-]+)?"[^>]*>(.*?)</form>`,
    's',
  ).exec(html)?.[1]
  if (form === undefined) throw new Error(`no form for ${action}`)
  const inputs = [...form.matchAll(/<input([^>]*)>/g)].map(([, attributes = '']) => attributes)
  const taken = inputs.filter((one) => !/type="(radio|checkbox)"/.test(one) || /checked=""/.test(one))
  const areas = [...form.matchAll(/<textarea([^>]*)>(.*?)<\/textarea>/gs)].map(([, attributes = '', text = '']) => [
    attribute(attributes, 'name'),
    asTyped(text),
  ])
  const selects = [...form.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)].map(([, attributes = '', options = '']) => [
    attribute(attributes, 'name'),
    chosen(options),
  ])
  return Object.fromEntries([
    ...taken.map((one) => [attribute(one, 'name'), attribute(one, 'value')]),
    ...areas,
    ...selects,
  ])
}

function chosen(options: string): string {
  const all = [...options.matchAll(/<option([^>]*)>/g)].map(([, attributes = '']) => attributes)
  return attribute(all.find((one) => /selected/.test(one)) ?? all[0] ?? '', 'value')
}

function attribute(attributes: string, name: string): string {
  return asTyped(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
}

function asTyped(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
}

/** What a person reads on a page. */
export function textOf(html: string): string {
  return asTyped(html.replace(/<head>.*<\/head>/s, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')
}

/** What the page of a form finds out while its owner types. @param stamp the mark of the form */
export function workFor(stamp: string): string {
  for (let nonce = 0; ; nonce++)
    if (isWork(createHash('sha256').update(workText(stamp, nonce)).digest())) return String(nonce)
}
