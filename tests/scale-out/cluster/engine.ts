import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EngineName } from '../../../examples/scale-out/src/engine'
import type { ServerProcess } from '../../interop/kit/process'
import type { Guard } from '../kit/guard'
import { startNats } from './nats'
import { startRedis } from './redis'

/** The server of an engine, and what an administrator does to its stream. */
export interface EngineServer {
  readonly url: string
  readonly process: ServerProcess
  /** Removes all entries but the last ones. */
  trim(keep: number): Promise<void>
  deleteStream(): Promise<void>
  /** Removes one entry between others. */
  deleteEntry(seq: number): Promise<void>
}

const START = { nats: startNats, redis: startRedis } as const

/** Starts the engine with new data. */
export function startEngine(name: EngineName, guard: Guard): Promise<EngineServer> {
  const folder = join(guard.folder, name)
  mkdirSync(folder, { recursive: true })
  return START[name](guard, folder)
}
