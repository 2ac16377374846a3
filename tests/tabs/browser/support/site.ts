import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { PAGE_BUILD, serveRequests } from '../../../soak/chromium/serve-page'

/** The origin of the pages. */
export interface Site {
  /** Ends with a slash. */
  readonly url: string
  close(): Promise<void>
}

/** Bundles the page and its worker, and serves them. `/elsewhere` is a page without scripts. */
export async function startSite(): Promise<Site> {
  const bundle = async (name: string) => {
    const entry = fileURLToPath(new URL(`page/${name}.ts`, import.meta.url))
    // Development mode, so that the library's warnings are seen.
    const define = { ...PAGE_BUILD.define, 'process.env.NODE_ENV': '"development"' }
    const { outputFiles } = await build({ ...PAGE_BUILD, define, entryPoints: [entry] })
    return outputFiles[0]!.contents
  }
  const [page, worker] = await Promise.all([bundle('page'), bundle('worker')])
  const html = (body: string) => `<!doctype html><html lang="en"><title>tab</title><link rel="icon" href="data:,"><body>${body}`
  return serveRequests(({ url = '' }, response) => {
    const [path] = url.split('?')
    const script = path === '/page.js' ? page : path === '/worker.js' ? worker : null
    response.setHeader('content-type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
    response.end(script ?? html(path === '/elsewhere' ? 'elsewhere' : '<script type="module" src="/page.js"></script>'))
  })
}
