import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail as a server was handed it: whom the envelope names, and its bytes. */
export type Taken = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

/** A mail server that keeps what it is handed and sends nothing on. */
export type MailSink = { readonly port: number; readonly taken: Taken[]; close(): Promise<void> }

/** @param answered told of each mail before it is acknowledged; what it throws refuses the mail for now */
export async function mailSink(answered: (mail: Taken) => void | Promise<void> = () => {}): Promise<MailSink> {
  const taken: Taken[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, { envelope }, done) => {
      const take = async () => {
        const raw = await buffer(stream)
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const mail = { from, to: envelope.rcptTo.map(({ address }) => address), raw }
        await answered(mail)
        taken.push(mail)
      }
      take().then(
        () => done(null, 'taken'),
        () => done(Object.assign(new Error('later'), { responseCode: 451 })),
      )
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, taken, close: () => new Promise((closed) => server.close(() => closed())) }
}

/** What a header of a mail that was taken says; empty where it has none. */
export function headerOf({ raw }: Taken, name: string): string {
  const head = raw.toString('utf8').split('\r\n\r\n')[0] ?? ''
  const found = new RegExp(`^${name}:[ \\t]*(.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(head)
  return (found?.[1] ?? '').replace(/\r\n[ \t]+/g, ' ')
}
