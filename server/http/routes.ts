import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { House } from '../house.ts'
import type { Access } from './permissions.ts'

/** What a route knows of its caller once the permission table let the request through. */
export type Visitor =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'staff'; readonly person: string; readonly session: Buffer; readonly mustChange: boolean }
  | { readonly kind: 'complainant'; readonly caseId: string; readonly session: Buffer }
  /** Another system with its key; `used` is the case that the request was about. */
  | { readonly kind: 'token'; readonly id: string; used?: string }

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor
  }
  interface FastifyContextConfig {
    access?: Access
  }
}

/** What registers routes: a room of the API. */
export type Room = (app: App, house: House) => void

/** Fastify with schemas in zod; written out once, since the generic type is long. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** The signed-in member of staff; a bug where the permission table let somebody else through. */
export function staffOf(request: FastifyRequest): string {
  if (request.visitor.kind !== 'staff') throw new Error('the permission table let a stranger through')
  return request.visitor.person
}

/** The key of the other system that calls; a bug where the permission table let somebody else through. */
export function tokenOf({ visitor }: FastifyRequest): Extract<Visitor, { kind: 'token' }> {
  if (visitor.kind !== 'token') throw new Error('the permission table let a stranger through')
  return visitor
}

export type Reply = FastifyReply
