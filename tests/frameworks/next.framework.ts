import { it } from 'vitest'
import { nodeOf } from '../../scripts/node-versions'
import { contract } from './kit/contract'
import { run } from './kit/install'
import { sharesOneSocket } from './kit/shared-page'
import { serveProcess, type Site } from './kit/site'

// Node 22 has a built-in WebSocket, so the server could dial. It must not.
const node = nodeOf(22)

const next = (command: string) => (folder: string, SOCKET_URL: string): Promise<Site> =>
  serveProcess(folder, node, ['node_modules/next/dist/bin/next', command, '-H', '127.0.0.1', '-p', '0'], { SOCKET_URL })

const application = contract({
  example: 'next',
  isServerRendered: true,
  build: (folder) => run(folder, 'npm', ['run', 'build']),
  serve: next('start'),
  develop: next('dev'),
})

it('renders a registry in a worker on the server without a socket, and shares one socket among tabs', () => sharesOneSocket(application))
