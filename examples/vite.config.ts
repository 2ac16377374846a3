import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { WebSocketServer } from 'ws'
import { echoUpperCase } from './echo-server'

const src = (path: string): string => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/** Adds an echo server at /echo to the development server. */
const echo: Plugin = {
  name: 'echo',
  configureServer: ({ httpServer }) => {
    const sockets = new WebSocketServer({ noServer: true })
    httpServer?.on('upgrade', (request, socket, head) => {
      if (request.url === '/echo') sockets.handleUpgrade(request, socket, head, echoUpperCase)
    })
  },
}

// Only this repository needs the aliases. In your project, `npm i websocket-store` installs the package.
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
