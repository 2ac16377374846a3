import { join } from 'node:path'
import type { Application } from './contract'
import { run } from './install'
import { serveFolder, serveProcess } from './site'

/** Builds static files for any server. The URL of the socket is set at build time. */
export const builtWithVite: Pick<Application, 'build' | 'serve' | 'develop'> = {
  build: (folder, VITE_SOCKET_URL) => run(folder, 'npm', ['run', 'build'], { VITE_SOCKET_URL }),
  serve: (folder) => serveFolder(join(folder, 'dist')),
  develop: (folder, VITE_SOCKET_URL) =>
    serveProcess(folder, 'npm', ['run', 'dev', '--', '--host', '127.0.0.1', '--port', '0'], { VITE_SOCKET_URL }),
}
