import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { dist } from './built-site'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile()

/** The file of an address, as a static host with addresses without `.html` serves it. */
function fileOf(address: string): string | undefined {
  const path = dist + decodeURIComponent(address).replace(/^\//, '')
  return [path, `${path}.html`, `${path.replace(/\/?$/, '/')}index.html`].find(isFile)
}

export interface SiteServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves the built site on a free port. */
export async function serveSite(): Promise<SiteServer> {
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? '/', 'http://localhost').pathname)
    const body = readFileSync(file ?? `${dist}404.html`)
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': TYPES[extname(file ?? '404.html')] ?? 'application/octet-stream' })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
