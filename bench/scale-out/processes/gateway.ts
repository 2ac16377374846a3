import { createToken } from '../../../examples/scale-out/src/gateway/token'
import type { Programs } from './build'
import type { StartedEngine } from './engine'
import { startProgram, type Program } from './program'
import { memoryOf } from './usage'

const SECRET = 'of-this-run'
const TOKEN_MS = 3_600_000

/** For all channels. */
export const token = createToken({ user: 'load', channels: ['*'], expiresAt: Date.now() + TOKEN_MS }, SECRET)

export interface Gateway extends Program {
  readonly port: number
}

export interface GatewayOptions {
  /** @default the one of the gateway */
  readonly window?: number
  /** Its memory can be measured with `liveMemoryOf()`. */
  readonly collects?: boolean
}

let count = 0

/** Resolves when the gateway accepts sockets. */
export async function startGateway(programs: Programs, { name, url }: StartedEngine, options: GatewayOptions = {}): Promise<Gateway> {
  const { window, collects = false } = options
  const program = await startProgram({
    command: process.execPath,
    args: [...(collects ? ['--expose-gc', '--import', programs.collect] : []), programs.gateway],
    env: { ENGINE: name, ENGINE_URL: url, SECRET, GATEWAY: `gateway-${++count}`, PORT: '0', WINDOW: String(window ?? '') },
    ready: /^listening on (\d+)$/,
  })
  return { ...program, port: Number(program.readyLine[1]) }
}

/** Resident memory without garbage, in kB. */
export async function liveMemoryOf({ pid, signal }: Gateway): Promise<number> {
  // The second one collects what finalizers released.
  await signal('SIGUSR2', /^collected$/)
  await signal('SIGUSR2', /^collected$/)
  return memoryOf(pid)
}

export const socketUrl = (port: number): string => `ws://127.0.0.1:${port}/socket`
