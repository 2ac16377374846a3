import { createServer, type AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { freePort, startProcess } from './process'

it('chooses no port twice, because the server of the first call may not listen yet', async () => {
  const ports: number[] = []
  for (let i = 0; i < 1000; i++) ports.push(await freePort())
  expect(new Set(ports).size).toBe(1000)
})

it('does not take another program on its port for the server', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  const starting = startProcess(() => [process.execPath, '-e', 'setInterval(() => {}, 1000)'], port)
  await expect(starting).rejects.toThrow(`Another program listens on ${port}`)
})
