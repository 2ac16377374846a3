import { expect, it, vi } from 'vitest'
import { pause } from '../../support/wait-for'
import { injectFaults, type Cluster } from './inject'
import type { Fault, FaultKind } from './plan'

const fault = (kind: FaultKind, after: number): Fault => ({ kind, after, pick: 0, downMs: 0 })

/** A cluster without processes, that counts what is done to it. */
function createCluster() {
  const progress = { published: 0 }
  const done: string[] = []
  const gateway = {
    name: 'gateway-1',
    port: 0,
    isReady: () => true,
    restart: async () => void done.push('restart'),
    hasSkippedWhileStopped: async (run: () => Promise<void>) => {
      done.push('stop')
      await run()
      return true
    },
    kill: async () => {},
    start: async () => {},
  }
  const engine = { trim: async () => void done.push('trim') }
  const cluster = { gateways: [gateway], engine, publisher: { published: async () => progress.published } } as unknown as Cluster
  return { cluster, progress, done }
}

it('holds up the faults while the publisher stands still', async () => {
  const { cluster, progress, done } = createCluster()
  const ending = injectFaults([fault('kill', 0.2), fault('kill', 0.5)], cluster, 100)
  progress.published = 20
  await vi.waitFor(() => expect(done).toEqual(['restart']))
  await pause(100)
  expect(done).toEqual(['restart'])
  progress.published = 50
  const { injected } = await ending
  expect([done, injected.length]).toEqual([['restart', 'restart'], 2])
})

it('trims the stream when the stopped gateway is behind by 1600 messages', async () => {
  const { cluster, progress, done } = createCluster()
  progress.published = 5000
  const ending = injectFaults([fault('trim', 0.5)], cluster, 10_000)
  await vi.waitFor(() => expect(done).toEqual(['stop']))
  progress.published = 6599
  await pause(100)
  expect(done).toEqual(['stop'])
  progress.published = 6600
  expect((await ending).isTrimNoticed).toBe(true)
  expect(done).toEqual(['stop', 'trim'])
})
