import { expect, it, onTestFinished, vi } from 'vitest'

/** What jsdom under Jest lacks. */
const MISSING = ['TextEncoder', 'TextDecoder', 'MessageChannel', 'setImmediate', 'structuredClone', 'CloseEvent']

async function start() {
  for (const name of MISSING) vi.stubGlobal(name, undefined)
  vi.resetModules()
  const { createTestServer } = await import('websocket-store/testing')
  const server = createTestServer()
  onTestFinished(() => server.stop())
  return server
}

it.each([
  ['hello', 5],
  ['zürich', 7],
  ['€', 3],
  ['😀', 4],
  ['a\ud800b', 5],
  ['\udc00😀\ud83d', 10],
])('sends %j as %i bytes where the platform lacks TextEncoder, TextDecoder and MessageChannel', async (text, bytes) => {
  const server = await start()
  const socket = new server.WebSocket('wss://example.org')
  await server.connected()
  await server.settled()
  socket.send(text)
  expect(socket.bufferedAmount).toBe(bytes)
  expect(await server.received()).toBe(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
  expect(() => socket.close(3000, 'ü'.repeat(62))).toThrow('longer than 123 bytes')
  socket.close(3000, 'ü'.repeat(61))
})

it('sends a Blob that cannot be read as a buffer', async () => {
  const server = await start()
  const blob = new Blob(['hello'])
  Object.defineProperty(blob, 'arrayBuffer', { value: undefined })
  vi.stubGlobal(
    'FileReader',
    class {
      result: ArrayBuffer | undefined
      onload: (() => void) | undefined
      readAsArrayBuffer(given: Blob) {
        void Blob.prototype.arrayBuffer.call(given).then((result) => {
          this.result = result
          this.onload?.()
        })
      }
    },
  )
  const socket = new server.WebSocket('wss://example.org')
  await server.connected()
  await server.settled()
  socket.send(blob)
  expect(await server.received()).toEqual(Uint8Array.from('hello', (letter) => letter.charCodeAt(0)).buffer)
})
