import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { createRegistry, type ConnectionOptions } from 'websocket-store'
import { LiveOptions } from '../../src/core/connection/live-options'
import { createFakeNetwork } from '../support/fake-socket'
import { holds, holdsAsync } from '../support/property'

const NAMES = ['lingerMs', 'closeTimeoutMs', 'history'] as const
type Values = Partial<Record<(typeof NAMES)[number], number>>

const values: fc.Arbitrary<Values> = fc
  .uniqueArray(fc.constantFrom(...NAMES))
  .map((names) => Object.fromEntries(names.map((name) => [name, 0])))

type Command =
  | { readonly do: 'hold'; readonly isPassive: boolean; readonly values: Values }
  | { readonly do: 'release' | 'render'; readonly at: number; readonly values: Values }
  | { readonly do: 'own'; readonly values: Values }
  | { readonly do: 'reset' }

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('hold' as const), isPassive: fc.boolean(), values }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('release' as const, 'render' as const), at: fc.nat(5), values }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('own' as const), values }) },
    { weight: 1, arbitrary: fc.constant({ do: 'reset' as const }) },
  ),
  { maxLength: 30, size: 'max' },
)

interface Holder {
  readonly url: string
  options: Values
  readonly isPassive: boolean
}

it('invariant 25: the longest-standing holder that names an option decides it, then the last value, then the defaults', () => {
  let count = 0
  /** Each value is another. */
  const fresh = (given: Values): Values => Object.fromEntries(Object.keys(given).map((name) => [name, ++count]))
  holds(
    fc.property(values, values, commands, (creatorValues, defaultValues, list) => {
      const creator: Holder = { url: 'ws://x', options: fresh(creatorValues), isPassive: true }
      const defaults = fresh(defaultValues)
      const options = new LiveOptions<unknown, unknown>(null, creator, defaults)
      const held: { readonly holder: Holder; readonly release: () => void }[] = []
      let owner: Holder | null = null
      let last: Values = {}
      let waiting: Holder[] = [creator]

      const active = () => held.map(({ holder }) => holder).filter(({ isPassive }) => !isPassive)
      const deciding = () => [...(owner ? [owner] : []), ...active()]
      const find = (holders: readonly Holder[], name: keyof Values) =>
        holders.map((holder) => holder.options[name]).find((value) => value !== undefined)
      const expected = (name: keyof Values) => {
        const passive = held.map(({ holder }) => holder).filter(({ isPassive }) => isPassive)
        const others = deciding().length > 0 ? [] : [...passive, ...waiting]
        return find(deciding(), name) ?? last[name] ?? find(others, name) ?? defaults[name]
      }
      const forget = () => {
        for (const name of NAMES) if (find(deciding(), name) !== undefined) last = { ...last, [name]: undefined }
      }

      for (const command of list) {
        if (command.do === 'hold') {
          const holder: Holder = { url: 'ws://x', options: fresh(command.values), isPassive: command.isPassive }
          held.push({ holder, release: options.hold(holder, command.isPassive) })
          waiting = []
        } else if (command.do === 'own') {
          owner = { url: 'ws://x', options: fresh(command.values), isPassive: false }
          options.setOwner(owner)
        } else if (command.do === 'reset') {
          options.reset()
          last = {}
          waiting = []
        } else if (held.length > 0) {
          const entry = held[command.at % held.length]!
          if (command.do === 'render') {
            entry.holder.options = fresh(command.values)
            options.changed()
          } else {
            for (const name of NAMES) {
              const value = entry.holder.options[name]
              const isInForce = !entry.holder.isPassive && value !== undefined && find(deciding(), name) === value
              if (isInForce) last = { ...last, [name]: value }
            }
            held.splice(held.indexOf(entry), 1)
            entry.release()
            options.changed()
          }
        }
        forget()
        for (const name of NAMES) expect(options.given(name), `${name} after ${command.do}`).toBe(expected(name))
        const all = Object.fromEntries(NAMES.filter((name) => expected(name) !== undefined).map((name) => [name, expected(name)]))
        expect(options.all()).toMatchObject(all)
      }
    }),
  )
})

it('invariant 25: one dial never mixes two options of one holder with those of another', async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('mount' as const), at: fc.nat(3) }),
      fc.record({ do: fc.constantFrom('unmount' as const, 'render' as const), at: fc.nat(3) }),
      fc.record({ do: fc.constantFrom('open' as const, 'cut' as const, 'wait' as const), at: fc.constant(0) }),
    ),
    { maxLength: 30, size: 'max' },
  )
  vi.useFakeTimers()
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // of failures without a listener
  await holdsAsync(
    fc.asyncProperty(steps, async (list) => {
      const network = createFakeNetwork()
      const registry = createRegistry()
      const dials: { url: string; protocols: string; handshake?: string }[] = []
      let count = 0
      const render = (): { url: () => string; options: ConnectionOptions } => {
        const name = String(++count)
        return {
          url: () => {
            dials.push({ url: name, protocols: '' })
            return 'ws://x.test/'
          },
          options: {
            key: 'one',
            WebSocket: network.WebSocket,
            reconnect: { delay: () => 10 },
            protocols: () => {
              dials.at(-1)!.protocols = name
              return []
            },
            handshake: () => {
              dials.at(-1)!.handshake = name
            },
          },
        }
      }
      const places: ({ readonly holder: ReturnType<typeof render>; readonly end: () => void } | null)[] = [null, null, null, null]
      for (const step of list) {
        const place = places[step.at]
        if (step.do === 'mount' && !place) {
          const holder = render()
          const connection = registry.acquire(holder)
          const ends = [connection.holdOptions(holder), connection.retain()]
          places[step.at] = { holder, end: () => ends.reverse().forEach((end) => end()) }
        } else if (step.do === 'render' && place) Object.assign(place.holder, render())
        else if (step.do === 'unmount' && place) {
          place.end()
          places[step.at] = null
        } else if (step.do === 'open') network.sockets.at(-1)?.open()
        else if (step.do === 'cut') network.sockets.at(-1)?.fail()
        await vi.advanceTimersByTimeAsync(step.do === 'wait' ? 20 : 0)
        for (const { url, protocols, handshake = url } of dials) expect([protocols, handshake]).toEqual([url, url])
      }
      registry.dispose()
    }),
    300,
  )
  vi.useRealTimers()
})
