import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { channel, request } from 'websocket-store'
import { connect } from '../../../examples/protocols/ethereum/client'
import type { FromNode, Head } from '../../../examples/protocols/ethereum/messages'
import { npmProgram } from '../../../scripts/npm-binary'
import { withNodeWebSocket } from '../../protocols/support/with-node-websocket'
import { untilPhase, waitFor } from '../../support/wait-for'
import { startProcess, type ServerProcess } from '../kit/process'

const HARDHAT_VERSION = '2.29.1'

let running: ServerProcess

/** A node that mines a block several times a second. It only runs from the folder that it is installed in. */
beforeAll(async () => {
  const hardhat = npmProgram(['websocket-store-hardhat', HARDHAT_VERSION], 'hardhat', HARDHAT_VERSION, 'hardhat')
  const folder = join(hardhat, '../../..')
  writeFileSync(
    join(folder, 'hardhat.config.js'),
    'module.exports = { solidity: "0.8.28", networks: { hardhat: { mining: { auto: false, interval: 100 } } } }',
  )
  const settings = [`HOME=${folder}`, 'HARDHAT_DISABLE_TELEMETRY_PROMPT=true', 'CI=true']
  running = await startProcess((port) => ['env', '-C', folder, ...settings, hardhat, 'node', '--hostname', '127.0.0.1', '--port', String(port)])
}, 180_000)
afterAll(() => running.stop())

withNodeWebSocket()

const numberOf = ({ params }: FromNode) => Number((params!.result as Head).number)

function start() {
  const connection = connect(`ws://127.0.0.1:${running.port}`, { reconnect: { delay: () => 500 } })
  connection.on('error', () => {})
  onTestFinished(() => connection.dispose())
  connection.connect()
  return connection
}

describe('a Hardhat node', () => {
  it('answers calls, and rejects a wrong one with its error', async () => {
    const connection = start()
    expect(await request(connection, { method: 'eth_chainId' })).toBe('0x7a69')
    await expect(request(connection, { method: 'eth_nothing' })).rejects.toMatchObject({ code: 'request-refused', cause: { code: -32_004, message: expect.stringContaining('eth_nothing') as string } })
  })

  it('delivers every block once and in order over a cut, with those that it missed', async () => {
    const connection = start()
    const heads = channel(connection, 'newHeads')
    const numbers: number[] = []
    const recoveries: string[] = []
    onTestFinished(heads.onRecovery((recovery) => void recoveries.push(recovery)))
    onTestFinished(heads.onMessage((message) => void numbers.push(numberOf(message))))
    await waitFor(() => numbers.length >= 3)
    ;(connection.socket as unknown as { terminate(): void }).terminate()
    await untilPhase(connection, 'waiting')
    const before = numbers.length
    await untilPhase(connection, 'open')
    await waitFor(() => recoveries.length === 2 && numbers.length >= before + 8)
    expect(recoveries).toEqual(['fresh', 'gap'])
    expect(numbers).toEqual(Array.from(numbers, (_, index) => numbers[0]! + index))
  })

  it('ends a subscription with the id of the node', async () => {
    const connection = start()
    connection.setOptions({ ...connection.options, lingerMs: 0 })
    await untilPhase(connection, 'open')
    const answers: unknown[] = []
    connection.onMessage((message) => void (message.id === 'unsubscribe' && answers.push(message.result)))
    const release = channel(connection, 'newHeads').retain()
    release()
    await waitFor(() => answers.length === 1)
    expect(answers).toEqual([true])
  })
})
