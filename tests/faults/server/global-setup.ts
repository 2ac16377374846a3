import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The url at which the tests request servers. */
    laboratory: string
  }
}

/** Starts the laboratory process for one test run. */
export default async function startLaboratory({ provide }: TestProject): Promise<() => void> {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] })
  const [url] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown]
  if (typeof url !== 'string') throw new Error('the laboratory of the fault tests did not start')
  provide('laboratory', url)
  return () => child.disconnect()
}
