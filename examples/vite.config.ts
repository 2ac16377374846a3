import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { WebSocketServer } from 'ws'
import { shout } from './echo-server'

const src = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** Gives the page a server to talk to, at /echo beside it. */
const echo: Plugin = {
  name: 'echo',
  configureServer: ({ httpServer }) => {
    const sockets = new WebSocketServer({ noServer: true })
    httpServer?.on('upgrade', (request, socket, head) => {
      if (request.url === '/echo') sockets.handleUpgrade(request, socket, head, shout)
    })
  },
}

// Only this repository needs the aliases: elsewhere `npm i websocket-store` puts the package where they point.
export default defineConfig({
  plugins: [vue(), echo],
  resolve: {
    alias: [
      { find: /^websocket-store$/, replacement: src('core/index.ts') },
      { find: /^websocket-store\/react$/, replacement: src('react/index.ts') },
      { find: /^websocket-store\/vue$/, replacement: src('vue/index.ts') },
      { find: /^websocket-store\/socket-io$/, replacement: src('socket-io/index.ts') },
      { find: /^websocket-store\/event-source$/, replacement: src('event-source/index.ts') },
    ],
  },
  esbuild: { jsx: 'automatic' },
  server: { host: '127.0.0.1' },
})
