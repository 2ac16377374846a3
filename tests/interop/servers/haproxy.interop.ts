import { contract } from '../contract'
import { configure } from '../kit/configuration'
import { versionOf } from '../kit/parts'
import { freePort, startProcess } from '../kit/process'
import { IDLE_SECONDS, proxyBehaviour, RELOAD_SECONDS, startProxied, type StartedProxy } from '../kit/proxied'
import type { InteropServer } from '../kit/server'

const HAPROXY = '/usr/sbin/haproxy'
let started: StartedProxy

const server: InteropServer = {
  id: 'haproxy',
  title: `haproxy ${versionOf(HAPROXY, 'haproxy', '-v')} before ws`,
  async start() {
    const port = await freePort()
    started = await startProxied(async (target) => {
      const { file, remove } = configure('examples/haproxy/haproxy.cfg', {
        '127.0.0.1:8080': `127.0.0.1:${port}`,
        '127.0.0.1:9998': `127.0.0.1:${target}`,
        'timeout tunnel 60s': `timeout tunnel ${IDLE_SECONDS}s`,
        'hard-stop-after 60s': `hard-stop-after ${RELOAD_SECONDS}s`,
      })
      const proxy = await startProcess(() => [HAPROXY, '-W', '-f', file], port)
      return { proxy, url: `ws://127.0.0.1:${port}/`, reloadSignal: 'SIGUSR2', remove }
    })
    return started
  },
}

contract(server, () => proxyBehaviour(server, () => started))
