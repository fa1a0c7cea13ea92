/** When something reaches the office: while it works, on a working day outside its hours, or on a day off. */
export const receipts = ['office-hours', 'after-hours', 'day-off'] as const
export type Received = (typeof receipts)[number]
