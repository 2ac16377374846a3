import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, onTestFinished } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { createFakeLine, type FakeLine } from '../../support/fake-line'

enableAutoUnmount(afterEach)

/** A fake line for the current test. */
export function fakeLine(): FakeLine {
  onTestFinished(() => getDefaultRegistry().dispose())
  return createFakeLine()
}
