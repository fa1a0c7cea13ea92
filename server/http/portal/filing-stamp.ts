import { timingSafeEqual } from 'node:crypto'
import type { House } from '../../house.ts'

/** Nobody reads the form and describes a complaint in less. */
const leastSeconds = 3

/**
 * A mark in the form that says when it was opened, signed so that it cannot be made by the sender. It belongs to one
 * request key: a program that files a thousand times has to open a thousand forms.
 */
export function stampFor(house: House, key: string): string {
  const opened = String(Date.parse(house.now()))
  return `${opened}.${signature(house, opened, key).toString('base64url')}`
}

/** How a sent mark looks: `good`, `quick` where the form was opened a moment ago, `false` where it is none of ours. */
export function readStamp(house: House, key: string, stamp: string): 'good' | 'quick' | 'false' {
  const [, opened, signed] = /^(\d{12,15})\.([A-Za-z0-9_-]{43})$/.exec(stamp) ?? []
  if (!opened || !signed) return 'false'
  if (!timingSafeEqual(signature(house, opened, key), Buffer.from(signed, 'base64url'))) return 'false'
  return Date.parse(house.now()) - Number(opened) < leastSeconds * 1000 ? 'quick' : 'good'
}

function signature({ ring }: House, opened: string, key: string): Buffer {
  return ring.digest('portal-form', `${opened}|${key}`)
}
