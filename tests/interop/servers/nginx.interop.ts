import { contract } from '../contract'
import { NGINX, startNginx } from '../kit/nginx'
import { versionOf } from '../kit/parts'
import { proxyBehaviour, type StartedProxy } from '../kit/proxied'
import type { InteropServer } from '../kit/server'

let started: StartedProxy

const server: InteropServer = {
  id: 'nginx',
  title: `nginx ${versionOf(NGINX, 'nginx', '-v')} before ws`,
  start: async () => (started = await startNginx()),
}

contract(server, () => proxyBehaviour(server, () => started))
