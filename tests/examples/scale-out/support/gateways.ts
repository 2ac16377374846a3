import { onTestFinished } from 'vitest'
import type { Engine } from '../../../../examples/scale-out/src/engine'
import { createGateway, type Gateway, type GatewaySettings } from '../../../../examples/scale-out/src/gateway/gateway'
import { createToken, type Claims } from '../../../../examples/scale-out/src/gateway/token'

export const SECRET = 'secret of the tests'

export interface StartedGateway {
  readonly gateway: Gateway
  readonly url: string
  readonly errors: readonly unknown[]
  /** The status of `/health`, and its JSON. */
  health(): Promise<{ status: number; body: Readonly<Record<string, unknown>> }>
  /** The value of a metric, for example `sockets`. */
  metric(name: string): Promise<number>
}

/** Is drained when the test ends. */
export async function startGateway(engine: Engine, settings: Partial<GatewaySettings> = {}): Promise<StartedGateway> {
  const errors: unknown[] = []
  const gateway = createGateway(engine, {
    name: 'one',
    secret: SECRET,
    windowSize: 100,
    drainMs: 0,
    leaseMs: 30_000,
    maxBufferedBytes: 1_000_000,
    onError: (error) => errors.push(error),
    ...settings,
  })
  const port = await gateway.listen(0, '127.0.0.1')
  let draining: Promise<void> | undefined
  const drain = () => (draining ??= gateway.drain())
  onTestFinished(drain)
  const text = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`)
  return {
    gateway: { ...gateway, drain },
    url: `ws://127.0.0.1:${port}/socket`,
    errors,
    async health() {
      const response = await text('/health')
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    async metric(name) {
      const lines = (await (await text('/metrics')).text()).split('\n')
      const line = lines.find((each) => each.startsWith(`gateway_${name} `))
      if (line === undefined) throw new Error(`No metric ${name} in:\n${lines.join('\n')}`)
      return Number(line.split(' ')[1])
    },
  }
}

export const tokenOf = ({ user = 'anna', channels = ['*'], expiresAt = Date.now() + 60_000 }: Partial<Claims> = {}): string =>
  createToken({ user, channels, expiresAt }, SECRET)
