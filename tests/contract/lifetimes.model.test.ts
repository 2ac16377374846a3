import fc from 'fast-check'
import { version } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdsAsync, PROPERTY_TIMEOUT_MS, RUNS } from '../support/property'
import { commandLists, type Command } from './support/model-commands'
import { reactAppDriver } from './support/react-app-driver'
import { createAppModel, type AppModel } from './support/app-model'
import { LINGER_MS, modelSettings, type ModelSettings } from './support/model-settings'
import { vueAppDriver } from './support/vue-app-driver'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Each run mounts and unmounts an application. */
const MAX_RUNS = Math.min(RUNS / 2, 400)

type Check = (model: AppModel, settings: ModelSettings) => void

// The Vue part does not need a second run with the other version of React.
const drivers = version.startsWith('18.') ? [reactAppDriver] : [reactAppDriver, vueAppDriver]

describe.each(drivers)('components in $name that mount, unmount, share, hide and change', (kind) => {
  const property = (name: string, check: Check, last: Check = () => {}) =>
    it(
      name,
      () =>
        holdsAsync(
          fc.asyncProperty(modelSettings, commandLists, async (settings: ModelSettings, commands: Command[]) => {
            const model = createAppModel(kind, settings)
            try {
              for (const command of commands) {
                await model.run(command)
                check(model, settings)
              }
            } finally {
              await model.end()
            }
            last(model, settings)
          }),
          MAX_RUNS,
        ),
      PROPERTY_TIMEOUT_MS * 3,
    )

  property('invariants 1 and 23: each url has one socket while a component wants it, and none after the linger', ({ network, lines, isListening, components }) => {
    for (const line of lines) {
      const live = network.live.filter(({ url }) => url === line.url).length
      const isWanted = components.some((component) => isListening(component) && component.url === line.url)
      const isRested = !isWanted && Date.now() - line.unwantedSince! > LINGER_MS
      expect(live, `${line.url} ${isWanted}`).toBe(isRested || line.retryAt !== null ? 0 : 1)
    }
  })

  property('invariant 14: each component receives its events once and in order, and none after it unmounted', ({ components }) => {
    for (const { received, expected } of components) expect(received).toEqual(expected)
  })

  property('each component shows the latest message of its url', ({ mounted, lines }, { notify }) => {
    if (notify !== 'sync') return
    for (const component of mounted) {
      if (!component || component.inputs.isHidden) continue
      const line = lines.find(({ url }) => url === component.url)
      expect(component.screen).toBe(component.isEnabled ? line?.latest : undefined)
    }
  })

  property(
    'invariant 3: at the end there is no socket, no timer and no further event',
    () => {},
    ({ network, registry, components }) => {
      expect(network.live).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
      expect([...registry.entries()].filter((connection) => connection.getSnapshot().phase !== 'idle')).toEqual([])
      const before = components.map(({ received }) => received.length)
      for (const socket of network.sockets) socket.message('too late')
      expect(components.map(({ received }) => received.length)).toEqual(before)
      expect(network.sockets.every(({ unheardErrors }) => unheardErrors === 0)).toBe(true)
    },
  )
})
