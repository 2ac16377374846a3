import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { endWithUs } from '../../faults/browsers/engines/end-with-us'
import { environment, type Environment } from './install'

/** A served application. */
export interface Site {
  readonly url: string
  stop(): void
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Serves a folder of built files. */
export async function serveFolder(folder: string): Promise<Site> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1')
    const file = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname))
    try {
      const body = await readFile(file)
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const START_MS = 60_000

/** Starts the application's server, which must use a free port. Waits for the URL that it prints. */
export function serveProcess(folder: string, command: string, args: readonly string[], more?: Environment): Promise<Site> {
  const child = spawn(command, args, { cwd: folder, env: environment(more), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = child.pid === undefined ? () => {} : endWithUs(child.pid)
  return new Promise((resolve, reject) => {
    let printed = ''
    const fail = (what: string) => {
      clearTimeout(timer)
      stop()
      reject(new Error(`${command} ${args.join(' ')} ${what}\n${printed}`))
    }
    const timer = setTimeout(() => fail(`printed no URL within ${START_MS} ms`), START_MS)
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const [, port] = /http:\/\/(?:127\.0\.0\.1|localhost):([1-9]\d*)/.exec(printed) ?? []
      if (port === undefined) return
      clearTimeout(timer)
      resolve({ url: `http://127.0.0.1:${port}`, stop })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', (error) => fail(String(error)))
    child.on('exit', (code) => fail(`ended with ${code}`))
  })
}
