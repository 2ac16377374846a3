import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { versionOf } from '../kit/parts'
import { freePort, startProcess, type ServerProcess } from '../kit/process'

const LAUNCHER = '/usr/lib/rabbitmq/bin/rabbitmq-server'

const configuration = (port: number) => `
listeners.tcp = none
stomp.listeners.tcp = none
web_stomp.tcp.ip = 127.0.0.1
web_stomp.tcp.port = ${port}
log.console = true
log.console.level = error
`

/** Starts RabbitMQ with nothing but the Web STOMP plugin, in a folder of its own. It takes about ten seconds. */
export async function startRabbit(): Promise<ServerProcess & { readonly url: string; remove(): Promise<void> }> {
  versionOf('dpkg-query', 'rabbitmq-server', '--show', 'rabbitmq-server')
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-rabbitmq-'))
  const [port, distributionPort] = [await freePort(), await freePort()]
  writeFileSync(join(folder, 'rabbitmq.conf'), configuration(port))
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_web_stomp].')
  const environment = {
    HOME: folder,
    RABBITMQ_NODENAME: `store${port}@localhost`,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_DIST_PORT: String(distributionPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  }
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  const running = await startProcess(() => ['env', ...variables, LAUNCHER], port)
  return {
    ...running,
    url: `ws://127.0.0.1:${port}/ws`,
    async remove() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
