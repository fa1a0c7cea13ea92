import { createHash, timingSafeEqual } from 'node:crypto'
import { isWork, workText } from '../../../api/portal-work.ts'
import type { House } from '../../house.ts'

/** Nobody reads the form and describes a complaint in less; a form whose page did no work is given more time to be read. */
const leastSeconds = { worked: 3, idle: 8 } as const

/**
 * A mark in the form that says when it was opened, signed so that it cannot be made by the sender. It belongs to one
 * request key: a program that files a thousand times has to open a thousand forms.
 */
export function stampFor(house: House, key: string): string {
  const opened = String(Date.parse(house.now()))
  return `${opened}.${signature(house, opened, key).toString('base64url')}`
}

/** How a sent mark looks: `good`, `quick` where the form was opened a moment ago, `false` where it is none of ours. */
export function readStamp(house: House, key: string, stamp: string, worked = false): 'good' | 'quick' | 'false' {
  const [, opened, signed] = /^(\d{12,15})\.([A-Za-z0-9_-]{43})$/.exec(stamp) ?? []
  if (!opened || !signed) return 'false'
  if (!timingSafeEqual(signature(house, opened, key), Buffer.from(signed, 'base64url'))) return 'false'
  const least = worked ? leastSeconds.worked : leastSeconds.idle
  return Date.parse(house.now()) - Number(opened) < least * 1000 ? 'quick' : 'good'
}

/** Whether the page of this form did the work that was asked of it; one hash tells. */
export function hasWorked(stamp: string, proof: string): boolean {
  if (!/^\d{1,9}$/.test(proof)) return false
  return isWork(
    createHash('sha256')
      .update(workText(stamp, Number(proof)))
      .digest(),
  )
}

function signature({ ring }: House, opened: string, key: string): Buffer {
  return ring.digest('portal-form', `${opened}|${key}`)
}
