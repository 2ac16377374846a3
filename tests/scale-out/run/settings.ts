import type { RunSize } from './run'

export interface Settings extends RunSize {
  readonly seed: number
  /** How long the gateways of the herd are away. */
  readonly outageMs: number
}

/** The rate of messages of a full run, in messages per second. */
const RATE = 1000
/** A kill needs some time: the gateway is away for up to two seconds. */
const MS_PER_KILL = 1800
const FULL = { messages: 100_000, kills: 40, outageSeconds: 30 }

/** A full run, or a shorter one with `SCALE_MESSAGES`, `SCALE_KILLS` and `SCALE_OUTAGE_SECONDS`. */
export function settingsOf(env: NodeJS.ProcessEnv): Settings & { readonly isFull: boolean } {
  const numberOf = (name: string, otherwise: number): number => {
    const value = Number(env[name] ?? otherwise)
    if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not ${env[name]}.`)
    return value
  }
  const messages = numberOf('SCALE_MESSAGES', FULL.messages)
  const kills = numberOf('SCALE_KILLS', FULL.kills)
  const outageSeconds = numberOf('SCALE_OUTAGE_SECONDS', FULL.outageSeconds)
  return {
    messages,
    kills,
    durationMs: Math.max((messages / RATE) * 1000, kills * MS_PER_KILL, MIN_DURATION_MS),
    reloads: 2,
    hasStreamFaults: true,
    channels: 20,
    clients: 200,
    pages: 3,
    window: 10_000,
    settleMs: 60_000,
    seed: numberOf('SCALE_SEED', Math.floor(Math.random() * 2 ** 31)),
    outageMs: outageSeconds * 1000,
    isFull: messages >= FULL.messages && kills >= FULL.kills && outageSeconds >= FULL.outageSeconds,
  }
}

/** The faults of the stream happen one after another. */
const MIN_DURATION_MS = 25_000
