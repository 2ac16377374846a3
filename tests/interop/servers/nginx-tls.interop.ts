import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { pause } from '../../support/wait-for'
import { contract } from '../contract'
import { NGINX, startNginx, type StartedNginx } from '../kit/nginx'
import { versionOf } from '../kit/parts'
import { proxyBehaviour } from '../kit/proxied'
import type { InteropServer } from '../kit/server'
import { watch } from '../kit/watched'

let started: StartedNginx

const server: InteropServer = {
  id: 'nginx-tls',
  title: `nginx ${versionOf(NGINX, 'nginx', '-v')} with TLS (wss) before ws`,
  async start() {
    started = await startNginx()
    return { ...started, url: started.secureUrl }
  },
  options: { transport: (url, protocols) => new WebSocket(url, protocols, { ca: started.certificate }) },
}

contract(server, () => {
  proxyBehaviour(server, () => ({ ...started, url: started.secureUrl }))

  it('a certificate that nobody vouches for is a failed dial, retried', async () => {
    const { errors, opens } = watch(started.secureUrl)
    await pause(1000)
    expect(new Set(errors)).toEqual(new Set(['connect-failed']))
    expect(opens).toEqual([])
  })
})
