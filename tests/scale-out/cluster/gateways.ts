import type { EngineName } from '../../../examples/scale-out/src/engine'
import { freePort, type ServerProcess } from '../../interop/kit/process'
import { pause, waitFor } from '../../support/wait-for'
import type { Guard } from '../kit/guard'

export interface GatewaySettings {
  /** The built program. */
  readonly program: string
  readonly engine: EngineName
  readonly engineUrl: string
  readonly secret: string
  /** Entries in memory. */
  readonly window: number
}

export interface Gateway {
  readonly name: string
  readonly port: number
  /** Runs, and no fault is at work on it. */
  isReady(): boolean
  /** Kills it with SIGKILL, and starts it again after this time. Resolves when it is ready. */
  restart(downMs: number): Promise<void>
  /** Stops it with SIGSTOP while this runs. Resolves with whether it skipped entries of the stream because of that. */
  hasSkippedWhileStopped(run: () => Promise<void>): Promise<boolean>
  kill(): Promise<void>
  start(): Promise<void>
}

const READY_TIMEOUT_MS = 30_000
const HEALTH_INTERVAL_MS = 20
const HEALTH_TIMEOUT_MS = 2000
/** It reads on within a second when it runs again. Its window keeps the first entry after those that it skipped for longer than this. */
const SKIP_TIMEOUT_MS = 10_000

export async function startGateway(name: string, settings: GatewaySettings, guard: Guard, port: number): Promise<Gateway> {
  const { program, engine, engineUrl, secret, window } = settings
  const env = { PORT: port, ENGINE: engine, ENGINE_URL: engineUrl, SECRET: secret, GATEWAY: name, WINDOW: window }
  const process: ServerProcess = await guard.start(() => ({ command: [globalThis.process.execPath, program], env }), port)
  let isReady = false

  async function untilHealthy(): Promise<void> {
    const end = performance.now() + READY_TIMEOUT_MS
    for (let health = await healthOf(port); health !== 'ok'; health = await healthOf(port)) {
      if (performance.now() > end) throw new Error(`${name} is not healthy after ${READY_TIMEOUT_MS / 1000} s: ${health}\n${process.output}`)
      await pause(HEALTH_INTERVAL_MS)
    }
    isReady = true
  }
  async function kill(): Promise<void> {
    isReady = false
    await process.end('SIGKILL')
  }
  async function start(): Promise<void> {
    await process.start()
    await untilHealthy()
  }

  await untilHealthy()
  return {
    name,
    port,
    isReady: () => isReady,
    kill,
    start,
    async restart(downMs) {
      await kill()
      await pause(downMs)
      await start()
    },
    async hasSkippedWhileStopped(run) {
      isReady = false
      const last = await metric(port, 'window_last')
      process.signal('SIGSTOP')
      try {
        await run()
      } finally {
        process.signal('SIGCONT')
      }
      await untilHealthy()
      const end = performance.now() + SKIP_TIMEOUT_MS
      for (; performance.now() < end; await pause(HEALTH_INTERVAL_MS)) if ((await metric(port, 'window_first')) > last + 1) return true
      return false
    },
  }
}

/** `ok`, or why it is not. */
const healthOf = (port: number): Promise<string> =>
  fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) }).then(
    (response) => (response.ok ? 'ok' : response.text()),
    (error: unknown) => String(error),
  )

async function metric(port: number, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  return Number(new RegExp(`^gateway_${name} (\\d+)$`, 'm').exec(text)?.[1])
}

export const GATEWAYS = 3

export async function startGateways(settings: GatewaySettings, guard: Guard, ports: readonly number[]): Promise<Gateway[]> {
  return Promise.all(ports.map((port, i) => startGateway(`gateway-${i + 1}`, settings, guard, port)))
}

export const freePorts = (count: number): Promise<number[]> => Promise.all(Array.from({ length: count }, () => freePort()))

/** One of the gateways that are ready, or the first one that becomes ready. */
export async function readyGateway(gateways: readonly Gateway[], pick: number): Promise<Gateway> {
  const ready = await waitFor(() => {
    const found = gateways.filter((gateway) => gateway.isReady())
    return found.length > 0 && found
  }, { timeoutMs: READY_TIMEOUT_MS, message: 'no gateway is ready' })
  return ready[Math.floor(pick * ready.length)]!
}
