import { expect } from 'vitest'
import type { Connection, ConnectionError } from 'websocket-store'
import type { TabsWorker } from '../../../src/tabs'
import type { fakeNetworkForEachTest } from '../../support/fake-network'
import { FakeWorker, openLocalPage, passTime } from './local-worker'

type Worker = TabsWorker | (() => TabsWorker)
export const URL = 'ws://localhost/'

/** A page with this worker, that wants a connection. */
export function wanted(worker: Worker, options = {}) {
  const page = openLocalPage(worker, { defaults: { reconnect: { delay: () => 100 }, ...options } })
  const connection = page.registry.connection(URL) as unknown as Connection<unknown, unknown>
  const errors: ConnectionError[] = []
  connection.on('error', (error) => void errors.push(error))
  const release = connection.retain()
  const phase = () => connection.getSnapshot().phase
  return { ...page, connection, errors, release, phase }
}

export const silentWorker = () => new FakeWorker(null)

/** As `wanted`, with an open connection. */
export async function openWanted(network: ReturnType<typeof fakeNetworkForEachTest>, worker: Worker, options = {}) {
  const page = wanted(worker, options)
  await passTime(1)
  network().latest.open()
  await passTime(1)
  expect(page.phase()).toBe('open')
  return page
}
