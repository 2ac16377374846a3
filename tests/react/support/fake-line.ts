import { act, cleanup } from '@testing-library/react'
import { onTestFinished } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { createFakeLine, type FakeLine } from '../../support/fake-line'

/** A fake line for the current test, for events in the middle of a commit. No server can send there. When one of its methods returns, React has rendered the event. */
export function fakeLine(): FakeLine {
  const line = createFakeLine()
  onTestFinished(() => {
    cleanup()
    getDefaultRegistry().dispose()
  })
  return Object.defineProperties(
    {
      ...line,
      open: () => act(() => line.open()),
      say: (...messages: string[]) => act(() => line.say(...messages)),
      close: (code: number) => act(() => line.close(code)),
    },
    { live: { get: () => line.live } },
  )
}
