import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { respond } from 'websocket-store'
import { connect } from '../../../examples/protocols/jupyter/client'
import type { KernelMessage } from '../../../examples/protocols/jupyter/frames'
import { withNodeWebSocket } from '../../protocols/support/with-node-websocket'
import { waitFor } from '../../support/wait-for'
import { versionOf } from '../kit/parts'
import { startProcess, type ServerProcess } from '../kit/process'

const TOKEN = 'secret'
const SERVER = '/usr/bin/jupyter-server'

let running: ServerProcess
const folder = mkdtempSync(join(tmpdir(), 'websocket-store-jupyter-'))

beforeAll(async () => {
  versionOf(SERVER, 'jupyter-server python3-ipykernel', '--version')
  running = await startProcess((port) => [
    'env', `HOME=${folder}`, `JUPYTER_RUNTIME_DIR=${folder}`, SERVER,
    '--no-browser', '--allow-root', '--ip=127.0.0.1', `--port=${port}`, `--ServerApp.token=${TOKEN}`, `--ServerApp.root_dir=${folder}`,
  ]) // prettier-ignore
}, 60_000)
afterAll(async () => {
  await running.stop()
  rmSync(folder, { recursive: true, force: true })
})

withNodeWebSocket()

async function startKernel() {
  const api = `http://127.0.0.1:${running.port}/api/kernels`
  const call = (path: string, method: string) => fetch(`${api}${path}?token=${TOKEN}`, { method })
  const { id } = (await (await call('', 'POST')).json()) as { readonly id: string }
  const kernel = connect(`ws://127.0.0.1:${running.port}/api/kernels/${id}/channels`, { token: TOKEN, reconnect: { delay: () => 50 } })
  kernel.connection.on('error', () => {})
  onTestFinished(async () => {
    kernel.connection.dispose()
    await call(`/${id}`, 'DELETE')
  })
  kernel.connection.connect()
  return kernel
}

async function textOf(replies: AsyncIterable<KernelMessage>): Promise<string> {
  let text = ''
  for await (const { header, content } of replies) {
    if (header.msg_type === 'stream') text += String(content.text)
    if (header.msg_type === 'error') text += String(content.ename)
  }
  return text
}

describe('a Jupyter kernel', () => {
  it('streams all replies to an execution, in whatever order its reply and the idle state arrive', async () => {
    const { connection, execute, complete } = await startKernel()
    const types: string[] = []
    for await (const { header } of execute('print("hello"); 1 + 1')) types.push(header.msg_type)
    // The two sockets of a kernel have no common order.
    expect(types.toSorted()).toEqual(['execute_input', 'execute_reply', 'execute_result', 'status', 'status', 'stream'])
    expect(await textOf(execute('1 / 0'))).toBe('ZeroDivisionError')
    expect(await complete('impor')).toContain('import')
    expect(connection.getSnapshot().protocol).toBe('v1.kernel.websocket.jupyter.org')
  })

  it('gets the answer to its own request for input', async () => {
    const { connection, execute } = await startKernel()
    onTestFinished(respond(connection, () => 'Ada'))
    expect(await textOf(execute('print("I am " + input("Who? "))'))).toBe('I am Ada\n')
  })

  it('is interrupted when the caller stops reading', async () => {
    const { execute } = await startKernel()
    for await (const { header } of execute('import time\nprint("busy")\ntime.sleep(60)')) if (header.msg_type === 'stream') break
    let text = ''
    // The kernel discards what waits when it is interrupted.
    while (text === '') text = await textOf(execute('print("free")'))
    expect(text).toBe('free\n')
  })

  it('keeps its state when the socket is lost', async () => {
    const { connection, execute } = await startKernel()
    await textOf(execute('x = 42'))
    const opens: boolean[] = []
    connection.on('open', (_event, { isReconnect }) => void opens.push(isReconnect))
    ;(connection.socket as unknown as { terminate(): void }).terminate()
    await waitFor(() => opens.length === 1)
    expect([opens, await textOf(execute('print(x)'))]).toEqual([[true], '42\n'])
  })
})
