import { createGuard } from '../kit/guard'
import { preparePrograms } from '../kit/programs'
import { countKinds, type FindingKind } from '../record/compare'
import type { Check } from './checks'
import { run, type RunOptions } from './run'

interface Control {
  readonly what: string
  /** What the comparison must find. */
  readonly finds: FindingKind
  /** A program in place of the gateway. */
  readonly gateway?: string
  readonly options?: Partial<RunOptions>
}

const SIZE = {
  engine: 'nats',
  messages: 2500,
  durationMs: 8000,
  kills: 3,
  reloads: 0,
  hasStreamFaults: false,
  // So the entry after the position of a client is always one of its own.
  channels: 1,
  clients: 20,
  pages: 0,
  window: 10_000,
  // A client that lost the end never receives it.
  settleMs: 10_000,
} as const

/** Errors that the comparison must find. If it did not, a run without findings would show nothing. */
export const CONTROLS: readonly Control[] = [
  {
    what: 'a gateway that continues one position too late',
    finds: 'missing',
    gateway: 'tests/scale-out/programs/shifted-gateway.ts',
  },
  {
    what: 'a gateway that always says that it resumed, and keeps one message',
    finds: 'missing',
    gateway: 'tests/scale-out/programs/always-resumed-gateway.ts',
    options: { window: 1 },
  },
  {
    what: 'a publisher that publishes a message twice',
    finds: 'repeated',
    options: { doubled: 300, kills: 0 },
  },
]

export async function runControl({ what, finds, gateway, options }: Control, seed: number): Promise<Check> {
  const guard = createGuard()
  try {
    const { findings, figures } = await run({ ...SIZE, seed, ...options }, await preparePrograms(guard.folder, gateway))
    const kinds = countKinds(findings)
    const isMet = (kinds[finds] ?? 0) > 0
    return { what, isMet, detail: JSON.stringify(isMet ? kinds : { ...kinds, ...figures }) }
  } finally {
    await guard.end()
  }
}
