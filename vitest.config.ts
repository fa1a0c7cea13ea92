import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { closingLine } from './checks/reporter.ts'

const nowhere = ['**/node_modules/**', '**/.state/**', '**/dist/**']

// A test's name says its price: `.test.ts` touches nothing, `.int.test.ts` a database or HTTP, `.story.ts` a browser.
export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    projects: [
      {
        test: {
          name: 'pure',
          include: ['**/*.test.ts'],
          exclude: [...nowhere, '**/*.int.test.ts'],
          // Every pack is read and judged by some; a busy machine takes its time.
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: nowhere,
          globalSetup: existing('server/testing/global-setup.ts'),
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'story',
          include: ['stories/**/*.story.ts'],
          exclude: nowhere,
          globalSetup: [...existing('server/testing/global-setup.ts'), 'stories/harness/global-setup.ts'],
          // A story takes half a minute on a quiet machine; on a busy one each of its steps still has its own patience.
          testTimeout: 240_000,
          hookTimeout: 60_000,
          // A browser, a server and a database each want a core; more stories at once only time out.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})

function existing(path: string) {
  return existsSync(path) ? [path] : []
}
