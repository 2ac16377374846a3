import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions } from 'esbuild'

export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** How a page is bundled: with the production builds of both frameworks. */
export const PAGE_BUILD = {
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
} as const satisfies BuildOptions

/** Serves a page that runs one file of `tests/soak/page`. */
export async function servePage(entry: string): Promise<ServedPage> {
  const { outputFiles } = await build({
    ...PAGE_BUILD,
    entryPoints: [fileURLToPath(new URL(`../page/${entry}`, import.meta.url))],
    minify: true,
  })
  return serveScript(outputFiles[0]!.contents)
}

/** Serves a page that runs this script. It has an element for each framework. */
export function serveScript(script: string | Uint8Array): Promise<ServedPage> {
  const html = '<!doctype html><title>soak</title><div id="react"></div><div id="vue"></div><script type="module" src="/script.js"></script>'
  return serveRequests(({ url }, response) => {
    const isScript = url === '/script.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : html)
  })
}

/** An HTTP server on a free port of the loopback interface. */
export async function serveRequests(listener: RequestListener): Promise<ServedPage> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
