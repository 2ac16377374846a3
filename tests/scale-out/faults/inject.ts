import { pause } from '../../support/wait-for'
import type { EngineServer } from '../cluster/engine'
import { readyGateway, type Gateway } from '../cluster/gateways'
import type { Fault, FaultKind } from './plan'

export interface Progress {
  /** How many messages are published and confirmed. */
  published(): Promise<number>
}

export interface Cluster {
  readonly engine: EngineServer
  readonly gateways: readonly Gateway[]
  readonly publisher: Progress
  /** Makes nginx read its configuration again. */
  reload(): void
}

export interface Injected {
  readonly kind: FaultKind
  /** In ms since 1970. `trim`: when the gateway runs again. */
  readonly at: number
}

export interface InjectedFaults {
  readonly injected: readonly Injected[]
  /** The gateway that was behind skipped the entries that were removed. */
  readonly isTrimNoticed: boolean
}

/** The stream keeps this many entries after it was trimmed. */
const KEPT_ENTRIES = 50
/** It is trimmed when the stopped gateway is behind by this many entries. It has requested at most 1000 of them before. */
const LAG_ENTRIES = 1600
const POLL_MS = 10

/**
 * Injects each fault when its share of the messages is published. Resolves when all processes run again.
 *
 * @param messages How many messages the publisher publishes.
 */
export async function injectFaults(faults: readonly Fault[], cluster: Cluster, messages: number): Promise<InjectedFaults> {
  const injected: Injected[] = []
  const endings: Promise<void>[] = []
  let isTrimNoticed = false
  const failures: unknown[] = []
  const finish = (ending: Promise<void>) => void endings.push(ending.catch((error: unknown) => void failures.push(error)))
  const log = (kind: FaultKind) => injected.push({ kind, at: Date.now() })

  async function untilPublished(count: number): Promise<void> {
    while ((await cluster.publisher.published()) < Math.min(count, messages)) await pause(POLL_MS)
  }

  async function inject({ kind, pick, downMs }: Fault): Promise<void> {
    const { engine, gateways } = cluster
    switch (kind) {
      case 'kill': {
        const gateway = await readyGateway(gateways, pick)
        log(kind)
        finish(gateway.restart(downMs))
        return
      }
      case 'trim': {
        const gateway = await readyGateway(gateways, pick)
        const skips = gateway.hasSkippedWhileStopped(async () => {
          await untilPublished((await cluster.publisher.published()) + LAG_ENTRIES)
          await engine.trim(KEPT_ENTRIES)
          log(kind)
        })
        finish(skips.then((hasSkipped) => void (isTrimNoticed ||= hasSkipped)))
        return
      }
      case 'restart-engine':
        log(kind)
        await engine.process.end('SIGKILL')
        finish(pause(downMs).then(() => engine.process.start()))
        return
      case 'delete-stream':
        log(kind)
        return engine.deleteStream()
      case 'reload':
        log(kind)
        return cluster.reload()
    }
  }

  for (const fault of faults) {
    await untilPublished(fault.after * messages)
    await inject(fault)
    if (failures.length > 0) throw failures[0]
  }
  await Promise.all(endings)
  if (failures.length > 0) throw failures[0]
  return { injected, isTrimNoticed }
}
