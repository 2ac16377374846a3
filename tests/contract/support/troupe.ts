import { vi } from 'vitest'
import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { createFakeNetwork, type FakeNetwork, type FakeSocket } from '../../support/fake-socket'
import type { Act } from './plays'
import type { Part, Stage, StageKind } from './stage'
import { LINGER_MS, PLACES, RETRY_MS, URLS, type TroupeSettings } from './troupe-settings'

/** How much later than it was due something has surely happened. */
const SLACK_MS = 2

/** One component, and what it heard beside what it should have heard. */
export interface Actor {
  part: Part
  /** The url that it last had while it was not hidden; undefined before. */
  url: string | null | undefined
  isEnabled: boolean
  readonly heard: string[]
  readonly expected: string[]
  /** The socket whose open it was told of, while it keeps its url. */
  toldOpen: FakeSocket | null
  screen: string | undefined
}

/** What is known of the connection to one url. */
export interface Line {
  readonly url: string
  /** Since when nobody wants it; null while somebody does. */
  unwantedSince: number | null
  retryAt: number | null
  latest: string | undefined
}

export interface Troupe {
  readonly network: FakeNetwork
  readonly registry: ConnectionRegistry
  /** All that ever played, those that left too. */
  readonly actors: readonly Actor[]
  readonly onStage: readonly (Actor | null)[]
  readonly lines: readonly Line[]
  isListening(actor: Actor): boolean
  socketOf(line: Line): FakeSocket | undefined
  play(act: Act): Promise<void>
  end(): Promise<void>
}

export function createTroupe(kind: StageKind, settings: TroupeSettings): Troupe {
  const network = createFakeNetwork()
  const registry = createRegistry()
  const stage: Stage = kind.open(settings)
  const actors: Actor[] = []
  const onStage: (Actor | null)[] = Array.from({ length: PLACES }, () => null)
  const lines = URLS.map((each): Line => ({ url: each, unwantedSince: 0, retryAt: null, latest: undefined }))
  let said = 0

  const isListening = (actor: Actor) =>
    onStage.includes(actor) && typeof actor.url === 'string' && actor.isEnabled && !(actor.part.isHidden && stage.restsHidden)
  const listeners = (line: Line) => actors.filter((actor) => isListening(actor) && actor.url === line.url)
  const socketOf = (line: Line) => network.sockets.filter((socket) => socket.url === line.url).at(-1)
  const tell = (line: Line, text: string) => listeners(line).forEach(({ expected }) => expected.push(text))

  function createActor(to: string | null): Actor {
    const heard: string[] = []
    const actor: Actor = {
      part: {
        key: actors.length,
        url: to,
        isEnabled: true,
        isHidden: false,
        options: {
          registry,
          WebSocket: network.WebSocket,
          notify: settings.notify,
          lingerMs: LINGER_MS,
          closeTimeoutMs: 0,
          connectTimeoutMs: 1e9,
          reconnect: { delay: () => RETRY_MS },
          onOpen: () => void heard.push('open'),
          onMessage: (message) => void heard.push(message),
          onClose: ({ code }) => void heard.push(`close ${code}`),
          onError: ({ code }) => void heard.push(code),
        },
        shows: (data) => void (actor.screen = data),
      },
      url: undefined,
      isEnabled: false,
      heard,
      expected: [],
      toldOpen: null,
      screen: undefined,
    }
    actors.push(actor)
    return actor
  }

  /** What the actor is told now counts, unless it is hidden. */
  function commit(actor: Actor): void {
    const { url: next, isEnabled, isHidden } = actor.part
    if (isHidden) return
    if (actor.url !== next) actor.toldOpen = null
    Object.assign(actor, { url: next, isEnabled })
  }

  function tellOpen(line: Line): void {
    const socket = socketOf(line)
    if (socket?.readyState !== 1) return
    for (const actor of listeners(line)) {
      if (actor.toldOpen !== socket) actor.expected.push('open')
      actor.toldOpen = socket
    }
  }

  function happenOnLine(name: 'open' | 'say' | 'drop', line: Line): void {
    const socket = socketOf(line)
    if (name === 'open' && socket?.readyState === 0) {
      socket.open()
      tellOpen(line)
    } else if (name === 'say' && socket?.readyState === 1) {
      line.latest = `${line.url} ${said++}`
      tell(line, line.latest)
      socket.message(line.latest)
    } else if (name === 'drop' && socket?.isLive) {
      tell(line, socket.readyState === 1 ? 'close 1006' : 'connect-failed')
      socket.fail()
      line.retryAt = Date.now() + RETRY_MS
    }
  }

  const urlOf = (action: { readonly url: number | null }) => (action.url === null ? null : URLS[action.url]!)

  function direct(action: Act & { readonly place: number }): void {
    const actor = onStage[action.place]
    const told = (change: Partial<Part>) => actor && (actor.part = { ...actor.part, ...change })
    switch (action.do) {
      case 'mount':
        return void (onStage[action.place] ??= createActor(urlOf(action)))
      case 'url':
        return void told({ url: urlOf(action) })
      case 'unmount':
        return void (onStage[action.place] = null)
      case 'remount':
        // What stays of a component that is replaced while it is hidden is the framework's business.
        if (actor && !actor.part.isHidden) onStage[action.place] = createActor(actor.part.url)
        return
      case 'enable':
      case 'disable':
        return void told({ isEnabled: action.do === 'enable' })
      case 'hide':
      case 'reveal':
        return void told({ isHidden: action.do === 'hide' })
    }
  }

  /** Time goes on until nothing is just about to happen. */
  async function settle(ms: number): Promise<void> {
    await stage.during(() => vi.advanceTimersByTime(ms))
    const isClose = (due: number | null) => due !== null && Math.abs(Date.now() - due) <= SLACK_MS
    for (const line of lines) {
      line.unwantedSince = listeners(line).length > 0 ? null : (line.unwantedSince ?? Date.now())
      const isRested = line.unwantedSince !== null && Date.now() - line.unwantedSince > LINGER_MS + SLACK_MS
      if (isRested) line.latest = undefined
      // A retry that falls due while nobody wants the line waits for somebody who does.
      const isRetried = line.retryAt !== null && line.unwantedSince === null && Date.now() > line.retryAt + SLACK_MS
      if (isRested || isRetried) line.retryAt = null
    }
    if (lines.some(({ unwantedSince, retryAt }) => isClose(unwantedSince && unwantedSince + LINGER_MS) || isClose(retryAt)))
      await settle(2 * SLACK_MS + 1)
  }

  return {
    network,
    registry,
    actors,
    onStage,
    lines,
    isListening,
    socketOf,
    async play(action) {
      if ('place' in action) {
        direct(action)
        onStage.forEach((actor) => actor && commit(actor))
        const late = lines.filter((line) => socketOf(line)?.readyState === 1)
        late.forEach(tellOpen)
        await stage.render(onStage.map((actor) => actor && actor.part))
        lines.forEach((line) => (line.unwantedSince = listeners(line).length > 0 ? null : (line.unwantedSince ?? Date.now())))
      } else if (action.do !== 'advance') await stage.during(() => happenOnLine(action.do, lines[action.url]!))
      await settle(action.do === 'advance' ? action.ms : 1)
    },
    async end() {
      stage.end()
      onStage.fill(null)
      await Promise.resolve()
      vi.advanceTimersByTime(LINGER_MS + 2 * RETRY_MS)
    },
  }
}
