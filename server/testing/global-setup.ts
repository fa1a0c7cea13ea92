import type { TestProject } from 'vitest/node'
import { testCluster } from '../db/embedded/test-cluster.ts'

/** Addresses of the cluster of this test run; `superUrl` may make databases. */
export type TestDatabase = { superUrl: string; ownerUrl: string; appUrl: string; auditorUrl: string }

declare module 'vitest' {
  interface ProvidedContext {
    database: TestDatabase
  }
}

/** Starts the cluster of the test run; tests get its addresses by `inject('database')`. @returns stops and removes it */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { cluster, dispose } = await testCluster()
  const { superUrl, ownerUrl, appUrl, auditorUrl } = cluster
  project.provide('database', { superUrl, ownerUrl, appUrl, auditorUrl })
  return dispose
}
