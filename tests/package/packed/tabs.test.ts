import { expect, it } from 'vitest'
import { load, runNode } from './run-node'

/** Throws where a program touches what a server does not have, or starts something there. */
const NO_WORKERS = `
  globalThis.SharedWorker = globalThis.Worker = class { constructor() { throw new Error('A worker was started.') } }
  globalThis.WebSocket = class { constructor() { throw new Error('A socket was opened.') } }
`

it.each(['mjs', 'cjs'] as const)('a registry in a worker renders on a server and starts nothing, as %s', async (format) => {
  const code = `
    ${NO_WORKERS}
    const main = async () => {
      const { createElement } = ${load(format, 'react')}
      const { renderToString } = ${load(format, 'react-dom/server')}
      const { createTabsRegistry } = ${load(format, 'websocket-store/tabs')}
      const { serve } = ${load(format, 'websocket-store/tabs/worker')}
      const { RegistryProvider, useWebSocket } = ${load(format, 'websocket-store/react')}
      const server = serve(() => { throw new Error('A connection was made.') })
      const registry = createTabsRegistry(() => new SharedWorker('/feed.js', { type: 'module' }))
      const Feed = () => createElement('p', null, String(useWebSocket('ws://127.0.0.1:9/').readyState))
      const html = renderToString(createElement(RegistryProvider, { registry }, createElement(Feed)))
      const timers = process.getActiveResourcesInfo().filter((name) => /Timeout|TCP|Immediate|MessagePort/.test(name))
      console.log(JSON.stringify({ html, timers }))
    }
    main()
  `
  expect(JSON.parse(await runNode(format, code))).toEqual({ html: '<p>0</p>', timers: [] })
})

it.each(['mjs', 'cjs'] as const)('a page and its worker exchange messages, as %s', async (format) => {
  const code = `
    const main = async () => {
      const { WebSocketServer, WebSocket } = ${format === 'mjs' ? `await import('ws')` : `require('ws')`}
      const { createTabsRegistry } = ${load(format, 'websocket-store/tabs')}
      const { serve } = ${load(format, 'websocket-store/tabs/worker')}
      const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
      sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data.toString().toUpperCase())))
      await new Promise((resolve) => sockets.on('listening', resolve))
      const { port1, port2 } = new MessageChannel()
      serve(() => ({ WebSocket })).connect(port2)
      const connection = createTabsRegistry({ port: port1 }).connection('ws://127.0.0.1:' + sockets.address().port)
      connection.onMessage((message) => {
        console.log(message)
        process.exit()
      })
      connection.connect()
      connection.send('hello')
    }
    main()
  `
  expect(await runNode(format, code)).toBe('HELLO')
})
