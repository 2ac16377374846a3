import { describe, expect, it, onTestFinished } from 'vitest'
import { expectedIn, type World, type WorldName } from './behaviour'
import { behaviours } from './behaviours/all'
import { createKitWorld } from './worlds/kit-world'
import { createWsPeers, createWsWorld } from './worlds/ws-world'

const worlds: Partial<Record<WorldName, () => World>> = {
  'test server': createKitWorld,
  ws() {
    const peers = createWsPeers()
    onTestFinished(() => peers.stop())
    return createWsWorld(peers)
  },
}

describe.each(Object.entries(worlds))('a socket of %s', (name, create) => {
  describe.each(Object.entries(behaviours))('%s', (_topic, list) => {
    it.each(list)('$title', async (behaviour) => {
      expect(await behaviour.run(create())).toEqual(expectedIn(name as WorldName, behaviour))
    })
  })
})
