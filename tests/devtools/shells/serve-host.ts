import vue from '@vitejs/plugin-vue'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type PluginOption } from 'vite'
import { packageAliases, root } from '../../config/aliases'

export interface ServedHost {
  /** Ends with a slash. */
  readonly url: string
  close(): Promise<void>
}

/** Serves one application of `hosts/` as its developer would: from the sources, with the development server of Vite. */
export async function serveHost(name: string, plugins: PluginOption[] = []): Promise<ServedHost> {
  // Of its own: hosts with other plugins must not share what Vite has bundled.
  const cacheDir = mkdtempSync(join(tmpdir(), 'host-'))
  const server = await createServer({
    root: join(import.meta.dirname, 'hosts', name),
    configFile: false,
    cacheDir,
    logLevel: 'error',
    plugins: [vue(), ...plugins],
    resolve: { alias: packageAliases(), dedupe: ['react', 'react-dom', 'vue'] },
    server: { host: '127.0.0.1', port: 0, fs: { allow: [root] }, watch: null },
  })
  await server.listen()
  return {
    url: server.resolvedUrls!.local[0]!,
    async close() {
      await server.close()
      rmSync(cacheDir, { recursive: true, force: true })
    },
  }
}
