import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ENGINES, openEngine, type OpenEngine } from './open-engine'

describe.each(ENGINES)('%s', (name) => {
  let server: OpenEngine
  beforeEach(async ({ onTestFinished }) => {
    server = await openEngine(name, onTestFinished)
  })

  it('lists leases until they are released or end', async () => {
    const engine = await server.open()
    const other = await server.open()
    const ttlMs = 1000
    await engine.lease('rooms.lobby', 'anna@one', ttlMs)
    await other.lease('rooms.lobby', 'ben.ü *>@two', ttlMs)
    await engine.lease('rooms.other', 'zoe@one', ttlMs)
    const members = async (channel = 'rooms.lobby') => (await engine.leases(channel)).sort()
    expect(await members()).toEqual(['anna@one', 'ben.ü *>@two'])
    expect(await members('rooms.other')).toEqual(['zoe@one'])
    expect(await members('rooms.empty')).toEqual([])
    await other.release('rooms.lobby', 'ben.ü *>@two')
    expect(await members()).toEqual(['anna@one'])

    const renewing = setInterval(() => void engine.lease('rooms.lobby', 'anna@one', ttlMs), ttlMs / 3)
    onTestFinished(() => clearInterval(renewing))
    // The lease of zoe ends meanwhile.
    await expect.poll(() => members('rooms.other'), { timeout: 5000 }).toEqual([])
    expect(await members()).toEqual(['anna@one'])
    clearInterval(renewing)
    await expect.poll(() => members(), { timeout: 5000 }).toEqual([])
  })

  it('takes a new time for leases', async () => {
    const engine = await server.open()
    await engine.lease('rooms.lobby', 'anna@one', 60_000)
    const restarted = await server.open()
    await restarted.lease('rooms.lobby', 'ben@two', 500)
    await expect.poll(() => restarted.leases('rooms.lobby'), { timeout: 5000 }).not.toContain('ben@two')
  })
})
