import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { startEchoServer } from './echo-server'

const src = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

// Only this repository needs the aliases: elsewhere `npm i websocket-store` puts the package where they point.
export default defineConfig(async () => ({
  plugins: [vue()],
  define: { ECHO_URL: JSON.stringify((await startEchoServer()).url) },
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: src('core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: src('react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: src('vue/index.ts') },
    ],
  },
  esbuild: { jsx: 'automatic' as const },
  server: { host: '127.0.0.1' },
}))
