import type { Reply } from './routes.ts'

/** Sends what follows as a file to be kept, under a name of any letters (RFC 6266); never to be shown in the page. */
export function attachment(reply: Reply, type: string, name: string): Reply {
  const plain = name.replace(/[^\w.-]+/g, '_')
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`
  return reply.type(type).header('content-disposition', disposition)
}
