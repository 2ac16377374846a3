import fc from 'fast-check'
import { version } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdsAsync, PROPERTY_TIMEOUT_MS, RUNS } from '../support/property'
import { plays, type Act } from './support/plays'
import { reactStage } from './support/react-stage'
import { createTroupe, type Troupe } from './support/troupe'
import { LINGER_MS, settingses, type TroupeSettings } from './support/troupe-settings'
import { vueStage } from './support/vue-stage'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Each of them mounts and unmounts an application. */
const MAX_RUNS = Math.min(RUNS / 2, 400)

type Look = (troupe: Troupe, settings: TroupeSettings) => void

// What concerns only Vue needs no second run beside another React.
const stages = version.startsWith('18.') ? [reactStage] : [reactStage, vueStage]

describe.each(stages)('components in $name that come, go, share, hide and change their minds', (kind) => {
  const property = (name: string, look: Look, last: Look = () => {}) =>
    it(
      name,
      () =>
        holdsAsync(
          fc.asyncProperty(settingses, plays, async (settings: TroupeSettings, acts: Act[]) => {
            const troupe = createTroupe(kind, settings)
            try {
              for (const act of acts) {
                await troupe.play(act)
                look(troupe, settings)
              }
            } finally {
              await troupe.end()
            }
            last(troupe, settings)
          }),
          MAX_RUNS,
        ),
      PROPERTY_TIMEOUT_MS * 3,
    )

  property('invariants 1 and 23: each url has one socket while somebody wants it and none after the linger', ({ network, lines, isListening, actors }) => {
    for (const line of lines) {
      const live = network.live.filter(({ url }) => url === line.url).length
      const isWanted = actors.some((actor) => isListening(actor) && actor.url === line.url)
      const isRested = !isWanted && Date.now() - line.unwantedSince! > LINGER_MS
      expect(live, `${line.url} ${isWanted}`).toBe(isRested || line.retryAt !== null ? 0 : 1)
    }
  })

  property('invariant 14: each component hears what is for it, once and in order, and nothing after it left', ({ actors }) => {
    for (const { heard, expected } of actors) expect(heard).toEqual(expected)
  })

  property('each component shows the latest message of its url, and none of another', ({ onStage, lines }, { notify }) => {
    if (notify !== 'sync') return
    for (const actor of onStage) {
      if (!actor || actor.part.isHidden) continue
      const line = lines.find(({ url }) => url === actor.url)
      expect(actor.screen).toBe(actor.isEnabled ? line?.latest : undefined)
    }
  })

  property(
    'invariant 3: at the end there is no socket and no timer, and nobody hears of anything any more',
    () => {},
    ({ network, registry, actors }) => {
      expect(network.live).toEqual([])
      expect(vi.getTimerCount()).toBe(0)
      expect([...registry.entries()].filter((connection) => connection.getSnapshot().phase !== 'idle')).toEqual([])
      const before = actors.map(({ heard }) => heard.length)
      for (const socket of network.sockets) socket.message('too late')
      expect(actors.map(({ heard }) => heard.length)).toEqual(before)
      expect(network.sockets.every(({ unheardErrors }) => unheardErrors === 0)).toBe(true)
    },
  )
})
