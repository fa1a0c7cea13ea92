import { expect } from '@playwright/test'

/** What a page has to show in the end; patient, since a machine that does much else shows it late. */
export const expectPage = expect.configure({ timeout: 30_000 })
