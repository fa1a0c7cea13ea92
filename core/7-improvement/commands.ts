import { acceptRectification } from './accept-rectification.ts'
import { cancelRectification } from './cancel-rectification.ts'
import type { ImprovementCommand } from './command.ts'
import { orderRectification } from './order-rectification.ts'
import { reportProgress } from './report-progress.ts'
import { reportRectified } from './report-rectified.ts'
import { returnRectification } from './return-rectification.ts'

/** The verb that opens the stream, and those of a rectification that is there, in the order of its life. */
export const [order, ...acting] = [
  orderRectification,
  reportProgress,
  reportRectified,
  acceptRectification,
  returnRectification,
  cancelRectification,
] as unknown as readonly [ImprovementCommand, ...ImprovementCommand[]]

/** Every verb of a rectification. Routes, forms, words and the authority table are made from this list. */
export const improvementCommands: readonly ImprovementCommand[] = [order, ...acting]
