import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, onTestFinished } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { createLine, type Line } from '../../support/line'

enableAutoUnmount(afterEach)

/** A line for the current test. */
export function startLine(): Line {
  const line = createLine()
  onTestFinished(() => {
    getDefaultRegistry().dispose()
    line.stop()
  })
  return line
}
