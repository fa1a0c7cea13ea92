/** Where the launcher reports; a pino logger satisfies it. */
export type Log = Record<'info' | 'warn' | 'error', (fields: object, message: string) => void>
