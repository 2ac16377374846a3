import { act, cleanup } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import type { TestServerOptions } from 'websocket-store/testing'
import { createLine, type Line } from '../../support/line'

/** A line for the current test. When one of its waits ends, React has rendered what arrived. */
export function startLine(options?: TestServerOptions): Line {
  const line = createLine({
    async within(run) {
      let result!: Awaited<ReturnType<typeof run>>
      await act(async () => {
        result = await run()
      })
      return result
    },
    ...options,
  })
  onTestFinished(() => {
    cleanup()
    getDefaultRegistry().dispose()
    line.stop()
  })
  return line
}
