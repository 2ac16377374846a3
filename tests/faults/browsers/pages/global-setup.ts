import { build } from 'esbuild'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { selfSigned } from './certificate'

declare module 'vitest' {
  interface ProvidedContext {
    /** The http and https origins of the pages that tests open. */
    pages: { readonly plain: string; readonly secure: string }
  }
}

/** Serves the page of `watched-page.ts` and an empty page to navigate to. Does not use Vite, because Vite opens its own socket. */
export default async function servePages({ provide }: TestProject): Promise<() => void> {
  const script = await bundle()
  const responses: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/watched': ['text/html', '<!doctype html><title>watched</title><script src="/script"></script>'],
    '/elsewhere': ['text/html', '<!doctype html><title>elsewhere</title>'],
    '/script': ['text/javascript', script],
  }
  const respond: RequestListener = ({ url = '' }, response) => {
    const [type, body] = responses[url] ?? ['text/plain', '']
    response.writeHead(responses[url] ? 200 : 404, { 'Content-Type': type }).end(body)
  }
  const servers = [createServer(respond), createSecureServer(selfSigned(), respond)] as const
  const [plain, secure] = await Promise.all(servers.map(portOf))
  provide('pages', { plain: `http://127.0.0.1:${plain}`, secure: `https://127.0.0.1:${secure}` })
  return () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('watched-page.ts', import.meta.url))],
    alias: { 'websocket-store': fileURLToPath(new URL('../../../../src/core/index.ts', import.meta.url)) },
    bundle: true,
    format: 'iife',
    write: false,
  })
  return outputFiles[0]!.text
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
