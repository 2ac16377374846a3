import { join } from 'node:path'
import type { Application } from './contract'
import { run } from './install'
import { serveFolder, serveProcess } from './site'

/** Files that any server can serve, which know the socket's URL since they were built. */
export const builtWithVite: Pick<Application, 'build' | 'serve' | 'develop'> = {
  build: (folder, VITE_SOCKET_URL) => run(folder, 'npm', ['run', 'build'], { VITE_SOCKET_URL }),
  serve: (folder) => serveFolder(join(folder, 'dist')),
  develop: (folder, VITE_SOCKET_URL) =>
    serveProcess(folder, 'npm', ['run', 'dev', '--', '--host', '127.0.0.1', '--port', '0'], { VITE_SOCKET_URL }),
}
