import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'

const ajv = new Ajv2020({ strict: false, validateFormats: false })

/**
 * Writes answers as JSON and lets out only what their schema names: a field too many is a fault, never an answer. The
 * schema becomes a plain check at a route's first answer; parsing with zod would copy each answer whole.
 *
 * @throws Error where an answer has another shape; it names the route and the place, never the value
 */
export const strictAnswers: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  let fits: ValidateFunction | undefined
  return (answer: unknown): string => {
    fits ??= ajv.compile(z.toJSONSchema(schema, { io: 'output' }))
    if (fits(answer)) return JSON.stringify(answer)
    const [first] = fits.errors ?? []
    throw new Error(`the answer of ${method} ${url} has another shape at ${first?.schemaPath}`)
  }
}
