import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Model } from '../../core/understanding/model.ts'

const header = z.strictObject({
  format: z.literal('huiyin-model-1'),
  bits: z.int().min(8).max(24),
  shortest: z.int().min(1).max(8),
  longest: z.int().min(1).max(8),
  classes: z.array(z.string()).min(2),
  columns: z.int().min(0),
  sharpness: z.number(),
  texts: z.int(),
})

/** The bytes are no model, or one of another format. */
class NoModel extends Error {
  override readonly name = 'NoModel'
}

/**
 * A model as bytes: a line of JSON, then which bucket each row is, the table, and what is added; in the byte
 * order of the machine, packed by gzip. No text and no piece of one stands in it, only hashes.
 */
export function writeModel({ grams, classes, rows, table, bias, sharpness, texts }: Model): Buffer {
  const head = {
    format: 'huiyin-model-1',
    ...grams,
    classes,
    columns: table.length / (classes.length + 1),
    sharpness,
    texts,
  }
  const buckets = new Int32Array(head.columns)
  for (const [bucket, row] of rows.entries()) if (row > 0) buckets[row - 1] = bucket
  const parts = [buckets, table, bias].map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength))
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts]), { level: 1 })
}

/** The model of bytes that `writeModel` made. @throws NoModel */
export function readModel(bytes: Buffer): Model {
  try {
    return modelIn(gunzipSync(bytes))
  } catch (error) {
    throw new NoModel((error as Error).message)
  }
}

function modelIn(bytes: Buffer): Model {
  const end = bytes.indexOf(0x0a)
  const { bits, shortest, longest, classes, columns, sharpness, texts } = header.parse(
    JSON.parse(bytes.subarray(0, end).toString()),
  )
  // Copied, so that each array begins where its numbers may begin.
  const body = Uint8Array.from(bytes.subarray(end + 1)).buffer
  if (body.byteLength !== 4 * (columns * (2 + classes.length) + classes.length)) throw new Error('cut off')
  const rows = new Int32Array(2 ** bits)
  for (const [row, bucket] of new Int32Array(body, 0, columns).entries()) rows[bucket] = row + 1
  return {
    grams: { bits, shortest, longest },
    classes,
    rows,
    table: new Float32Array(body, 4 * columns, columns * (classes.length + 1)),
    bias: new Float32Array(body, 4 * columns * (2 + classes.length), classes.length),
    sharpness,
    texts,
  }
}
