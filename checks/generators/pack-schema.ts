import { z } from 'zod'
import { pack } from '../../core/policy/pack-shape.ts'

/** The shape of a pack's files as JSON Schema, for editors: one definition a file. @returns the whole file */
export async function packSchema(): Promise<string> {
  return `${JSON.stringify(z.toJSONSchema(pack, { io: 'input', unrepresentable: 'any' }), null, 2)}\n`
}
