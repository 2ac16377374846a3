import { describe, expect, it } from 'vitest'
import { runNode } from './run-node'

const BOTH = `
  import { createRequire } from 'node:module'
  const require = createRequire(import.meta.url)
  const esm = await import('websocket-store')
  const cjs = require('websocket-store')
  class Socket {
    static made = 0
    readyState = 0
    constructor(url) {
      Socket.made++
      this.url = url
      queueMicrotask(() => { this.readyState = 1; this.onopen?.({ type: 'open' }) })
    }
    send() {}
    close() { this.readyState = 3 }
  }
  const options = { WebSocket: Socket, lifecycle: false }
  const print = (value) => console.log(JSON.stringify(value))
`

describe('ESM and CommonJS copies in one process', () => {
  it('are two different copies', async () => {
    expect(await runNode('mjs', `${BOTH} print(esm.createConnection === cjs.createConnection)`)).toBe('false')
  })

  it('share one default registry', async () => {
    const code = `${BOTH} print(esm.getDefaultRegistry() === cjs.getDefaultRegistry())`
    expect(await runNode('mjs', code)).toBe('true')
  })

  it('share one connection for one url', async () => {
    const code = `${BOTH}
      const a = esm.getDefaultRegistry().connection('ws://127.0.0.1:1/', options)
      const b = cjs.getDefaultRegistry().connection('ws://127.0.0.1:1/', options)
      print(a === b)
    `
    expect(await runNode('mjs', code)).toBe('true')
  })

  it('work together: a composable of one copy receives the messages of a connection of the other', async () => {
    const code = `${BOTH}
      const connection = cjs.createConnection('ws://127.0.0.1:1/', options)
      const seen = []
      const { effectScope } = await import('vue')
      const vue = await import('websocket-store/vue')
      effectScope().run(() => vue.useMessage(connection, (message) => seen.push(['vue', message])))
      const release = connection.retain()
      await new Promise((resolve) => setTimeout(resolve, 50))
      connection.socket.onmessage?.({ type: 'message', data: 'hello' })
      print([connection.getSnapshot().readyState, Socket.made, seen])
      release(); connection.dispose(); process.exit(0)
    `
    expect(JSON.parse(await runNode('mjs', code))).toEqual([1, 1, [['vue', 'hello']]])
  })

  it('share one connection between the hook of one format and the composable of the other', async () => {
    const code = `${BOTH}
      const React = require('react')
      const { renderToString } = require('react-dom/server')
      const { useConnection: useInReact } = require('websocket-store/react')
      const { useConnection: useInVue } = await import('websocket-store/vue')
      const { effectScope, isRef } = await import('vue')
      let inReact, inVue
      renderToString(React.createElement(() => { inReact = useInReact('ws://127.0.0.1:1/', options); return null }))
      const scope = effectScope()
      scope.run(() => { inVue = useInVue('ws://127.0.0.1:1/', options) })
      const connection = isRef(inVue) ? inVue.value : inVue
      print([inReact === connection, Socket.made <= 1])
      process.exit(0)
    `
    expect(JSON.parse(await runNode('mjs', code))).toEqual([true, true])
  })
})
