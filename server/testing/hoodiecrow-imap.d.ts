declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net'

  type Folder = { messages: unknown[] }
  type Imap = {
    readonly server: Server
    getMailbox(name: string): Folder
    listen(port: number, host: string, listening: () => void): void
    appendMessage(folder: string, flags: string[], date: false, raw: string): void
    close(closed: () => void): void
  }
  export default function hoodiecrow(options: { plugins: string[]; storage: object }): Imap
}
