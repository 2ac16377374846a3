import { expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'

const page = 'docs/guides/lifecycle.md'

it('documents each lifecycle signal', () => {
  const [, union = ''] = /type LifecycleSignal = (.*)/.exec(read('src/core/vocabulary/options.ts')) ?? []
  const signals = [...union.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)
  expect(signals).toHaveLength(7)
  expect(signals.filter((name) => !new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm').test(read(page)))).toEqual([])
})

it('the page abandons the socket when the app pauses, and dials again when it resumes', async () => {
  const listeners = new Map<string, () => void>()
  const on = (name: string) => (listener: () => void) => {
    listeners.set(name, listener)
    return () => void listeners.delete(name)
  }
  vi.stubGlobal('app', { onPause: on('pause'), onResume: on('resume') })
  const server = await serve()
  const { feed } = await runBlock<{ feed: Connection }>(page, 'export const feed', server.url)
  onTestFinished(() => feed.dispose())
  expect(listeners.size).toBe(0)
  feed.connect()
  await untilPhase(feed, 'open')
  listeners.get('pause')!()
  expect(feed.getSnapshot().phase).toBe('suspended')
  await waitFor(() => server.alive === 0)
  listeners.get('resume')!()
  await untilPhase(feed, 'open')
  feed.disconnect()
  expect(listeners.size).toBe(0)
})
