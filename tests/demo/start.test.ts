import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { startDemo, type DemoProcess } from './demo-process'

let demo: DemoProcess | undefined

afterEach(async () => {
  await demo?.kill()
  demo = undefined
})

it('builds the page and serves it on the port in PORT', async () => {
  demo = await startDemo()
  const page = await (await fetch(demo.url)).text()
  expect(page).toContain('<title>websocket-store</title>')
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? ''
  const response = await fetch(new URL(script, demo.url))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/javascript')
  const code = await response.text()
  // Development builds of React and Vue would make every render count wrong.
  expect(code).not.toContain('Cannot update a component')
  // The library has its development texts, so that an error on the page says what to do.
  expect(code).toContain('The server closed with a code that is not retried')
}, 60_000)

it('uses the next free port when its port is taken, and logs it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  demo = await startDemo(port)
  expect(demo.lines[0]).toBe(`Port ${port} is taken, trying ${port + 1}.`)
  expect(demo.port).toBeGreaterThan(port)
  expect(demo.lines.at(-1)).toBe(`Open http://127.0.0.1:${demo.port}/   (Ctrl+C ends it)`)
  other.close()
}, 60_000)
