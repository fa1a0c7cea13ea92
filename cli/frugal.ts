import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the nursery of this process's memory as small as it is at the start. Work that goes through a whole file or a
 * whole trail keeps next to nothing of it: a fifth less memory then costs a tenth more time. To be called before the work.
 */
export function beFrugal(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}
