import { vi } from 'vitest'
import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { createFakeNetwork, type FakeNetwork, type FakeSocket } from '../../support/fake-socket'
import type { Command } from './model-commands'
import type { ComponentInputs, AppDriver, AppDriverKind } from './app-driver'
import { LINGER_MS, PLACES, RETRY_MS, URLS, type ModelSettings } from './model-settings'

/** An event has happened for certain when it was due this long ago. */
const SLACK_MS = 2

/** One component, the events that it received, and those that it should have received. */
export interface ModelComponent {
  inputs: ComponentInputs
  /** The last url while it was visible; undefined before. */
  url: string | null | undefined
  isEnabled: boolean
  readonly received: string[]
  readonly expected: string[]
  /** The socket whose open it received, as long as its url is the same. */
  openedOn: FakeSocket | null
  screen: string | undefined
}

/** The expected state of the connection to one url. */
export interface Line {
  readonly url: string
  /** Since when no component wants it; null while one does. */
  unwantedSince: number | null
  retryAt: number | null
  latest: string | undefined
}

export interface AppModel {
  readonly network: FakeNetwork
  readonly registry: ConnectionRegistry
  /** All components so far, including unmounted ones. */
  readonly components: readonly ModelComponent[]
  readonly mounted: readonly (ModelComponent | null)[]
  readonly lines: readonly Line[]
  isListening(component: ModelComponent): boolean
  socketOf(line: Line): FakeSocket | undefined
  run(command: Command): Promise<void>
  end(): Promise<void>
}

export function createAppModel(kind: AppDriverKind, settings: ModelSettings): AppModel {
  const network = createFakeNetwork()
  const registry = createRegistry()
  const driver: AppDriver = kind.open(settings)
  const components: ModelComponent[] = []
  const mounted: (ModelComponent | null)[] = Array.from({ length: PLACES }, () => null)
  const lines = URLS.map((each): Line => ({ url: each, unwantedSince: 0, retryAt: null, latest: undefined }))
  let messageCount = 0

  const isListening = (component: ModelComponent) =>
    mounted.includes(component) && typeof component.url === 'string' && component.isEnabled && !(component.inputs.isHidden && driver.isIdleWhenHidden)
  const listeners = (line: Line) => components.filter((component) => isListening(component) && component.url === line.url)
  const socketOf = (line: Line) => network.sockets.filter((socket) => socket.url === line.url).at(-1)
  const expectEvent = (line: Line, text: string) => listeners(line).forEach(({ expected }) => expected.push(text))

  function createComponent(to: string | null): ModelComponent {
    const received: string[] = []
    const component: ModelComponent = {
      inputs: {
        key: components.length,
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
          onOpen: () => void received.push('open'),
          onMessage: (message) => void received.push(message),
          onClose: ({ code }) => void received.push(`close ${code}`),
          onError: ({ code }) => void received.push(code),
        },
        onShown: (data) => void (component.screen = data),
      },
      url: undefined,
      isEnabled: false,
      received,
      expected: [],
      openedOn: null,
      screen: undefined,
    }
    components.push(component)
    return component
  }

  /** The inputs take effect, unless the component is hidden. */
  function commit(component: ModelComponent): void {
    const { url: next, isEnabled, isHidden } = component.inputs
    if (isHidden) return
    if (component.url !== next) component.openedOn = null
    Object.assign(component, { url: next, isEnabled })
  }

  function expectOpen(line: Line): void {
    const socket = socketOf(line)
    if (socket?.readyState !== 1) return
    for (const component of listeners(line)) {
      if (component.openedOn !== socket) component.expected.push('open')
      component.openedOn = socket
    }
  }

  function runOnLine(name: 'open' | 'message' | 'drop', line: Line): void {
    const socket = socketOf(line)
    if (name === 'open' && socket?.readyState === 0) {
      socket.open()
      expectOpen(line)
    } else if (name === 'message' && socket?.readyState === 1) {
      line.latest = `${line.url} ${messageCount++}`
      expectEvent(line, line.latest)
      socket.message(line.latest)
    } else if (name === 'drop' && socket?.isLive) {
      expectEvent(line, socket.readyState === 1 ? 'close 1006' : 'connect-failed')
      socket.fail()
      line.retryAt = Date.now() + RETRY_MS
    }
  }

  const urlOf = (command: { readonly url: number | null }) => (command.url === null ? null : URLS[command.url]!)

  function runAtPlace(command: Command & { readonly place: number }): void {
    const component = mounted[command.place]
    const change = (changes: Partial<ComponentInputs>) => component && (component.inputs = { ...component.inputs, ...changes })
    switch (command.do) {
      case 'mount':
        return void (mounted[command.place] ??= createComponent(urlOf(command)))
      case 'url':
        return void change({ url: urlOf(command) })
      case 'unmount':
        return void (mounted[command.place] = null)
      case 'remount':
        // What remains of a component that is replaced while hidden is decided by the framework.
        if (component && !component.inputs.isHidden) mounted[command.place] = createComponent(component.inputs.url)
        return
      case 'enable':
      case 'disable':
        return void change({ isEnabled: command.do === 'enable' })
      case 'hide':
      case 'reveal':
        return void change({ isHidden: command.do === 'hide' })
    }
  }

  /** Advances the time until no event is due within the slack. */
  async function settle(ms: number): Promise<void> {
    await driver.during(() => vi.advanceTimersByTime(ms))
    const isClose = (due: number | null) => due !== null && Math.abs(Date.now() - due) <= SLACK_MS
    for (const line of lines) {
      line.unwantedSince = listeners(line).length > 0 ? null : (line.unwantedSince ?? Date.now())
      const isRested = line.unwantedSince !== null && Date.now() - line.unwantedSince > LINGER_MS + SLACK_MS
      if (isRested) line.latest = undefined
      // A retry that is due while no component wants the connection waits for one that does.
      const isRetried = line.retryAt !== null && line.unwantedSince === null && Date.now() > line.retryAt + SLACK_MS
      if (isRested || isRetried) line.retryAt = null
    }
    if (lines.some(({ unwantedSince, retryAt }) => isClose(unwantedSince && unwantedSince + LINGER_MS) || isClose(retryAt)))
      await settle(2 * SLACK_MS + 1)
  }

  return {
    network,
    registry,
    components,
    mounted,
    lines,
    isListening,
    socketOf,
    async run(command) {
      if ('place' in command) {
        runAtPlace(command)
        mounted.forEach((component) => component && commit(component))
        const late = lines.filter((line) => socketOf(line)?.readyState === 1)
        late.forEach(expectOpen)
        await driver.render(mounted.map((component) => component && component.inputs))
        lines.forEach((line) => (line.unwantedSince = listeners(line).length > 0 ? null : (line.unwantedSince ?? Date.now())))
      } else if (command.do !== 'advance') await driver.during(() => runOnLine(command.do, lines[command.url]!))
      await settle(command.do === 'advance' ? command.ms : 1)
    },
    async end() {
      driver.end()
      mounted.fill(null)
      await Promise.resolve()
      vi.advanceTimersByTime(LINGER_MS + 2 * RETRY_MS)
    },
  }
}
