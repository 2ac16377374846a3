import { channel, createConnection, type Connection } from 'websocket-store'
import { afterEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { MarketCommand, MarketMessage } from '../../demo/market-protocol'
import { marketOptions } from '../../demo/page/shared/market-connection'
import { watchRecovery, type RecoveryCounts } from '../../demo/page/shared/market-recovery'
import { useDemoServer } from './use-demo-server'

const { urlOf, post } = useDemoServer()

let connection: Connection<MarketMessage, MarketCommand, number>
afterEach(() => connection.dispose())

const last = () => channel(connection, 'YEW40')

const subscribed = (): Promise<void> => vi.waitFor(() => expect(last().getSnapshot().status).toBe('subscribed'), 5000)

const watch = async () => {
  connection = createConnection(urlOf('/market'), { ...marketOptions, WebSocket })
  const shown: RecoveryCounts[] = []
  const stop = watchRecovery(connection, (counts) => shown.push(counts))
  connection.connect()
  await subscribed()
  await vi.waitFor(() => expect(last().getSnapshot().data).toBeDefined())
  return { shown, stop }
}

it('shows nothing until the line is cut, then counts each channel once', async () => {
  const { shown } = await watch()
  expect(shown).toEqual([])
  await post('drop', { path: '/market' })
  await vi.waitFor(() => expect(shown.at(-1)).toEqual({ resumed: 1000, gap: 0 }), 10_000)
  expect(shown.slice(0, 2)).toEqual([{ resumed: 0, gap: 0 }, { resumed: 1, gap: 0 }])
  const onRecovery = vi.fn()
  last().onRecovery(onRecovery)
  last().resubscribe()
  await vi.waitFor(() => expect(onRecovery).toHaveBeenCalledWith('resumed'))
  expect(shown.at(-1)).toEqual({ resumed: 1000, gap: 0 })
})

it('counts from zero after the next cut, and nothing after it was stopped', async () => {
  const { shown, stop } = await watch()
  await post('drop', { path: '/market' })
  await vi.waitFor(() => expect(shown.at(-1)?.resumed).toBe(1000), 10_000)
  connection.disconnect()
  await vi.waitFor(() => expect(shown.at(-1)).toEqual({ resumed: 0, gap: 0 }))
  stop()
  const count = shown.length
  last().retain()
  connection.connect()
  await subscribed()
  expect(shown).toHaveLength(count)
})
