import type { EngineName } from '../../../examples/scale-out/src/engine'
import type { Connections } from '../measure/connections'
import type { GatewaysSample } from '../measure/gateways'
import type { Start } from '../measure/start'

/** Numbers of gateways that are compared. */
export const GATEWAYS = [1, 3] as const
export type GatewayCount = (typeof GATEWAYS)[number]

/** Entries in the window of a gateway that starts. */
export const WINDOWS = [10_000, 100_000] as const
export type WindowSize = (typeof WINDOWS)[number]

/** The samples of one engine. Those with the same index are of the same round. */
export interface EngineResults {
  readonly gateways: Readonly<Record<GatewayCount, GatewaysSample[]>>
  readonly starts: Readonly<Record<WindowSize, Start[]>>
}

export interface Results {
  readonly engines: ReadonlyMap<EngineName, EngineResults>
  readonly connections: readonly Connections[]
}

export const emptyResults = (): EngineResults => ({ gateways: { 1: [], 3: [] }, starts: { 10_000: [], 100_000: [] } })
