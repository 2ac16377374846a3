import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { waitFor } from '../../support/wait-for'
import { CHECKS, contract, item } from '../contract'
import { versionOf } from '../kit/parts'
import { programFile, startServer } from '../kit/started'
import type { InteropServer, StartedServer } from '../kit/server'
import { opened } from '../kit/watched'
import { websocketd } from './websocketd'

const NO_CLOSE = 'websocketd ends the line without a close frame.'

const server: InteropServer = {
  id: 'websocketd',
  title: `websocketd ${versionOf('dpkg-query', 'websocketd', '--show', 'websocketd')}`,
  start: () => websocketd(programFile('lines.sh')),
  own: ['binary'],
  cannot: {
    subprotocol: 'websocketd chooses no subprotocol.',
    compression: 'websocketd knows no permessage-deflate.',
    'close 1000': NO_CLOSE,
    'close 1001': NO_CLOSE,
    'close 1008': NO_CLOSE,
    'close 4xxx': NO_CLOSE,
  },
}

/** Starts another websocketd, which ends with the test. */
async function serving(...command: string[]): Promise<StartedServer> {
  const started = await websocketd(...command)
  onTestFinished(() => started.stop())
  return started
}

contract(server, () => {
  item('binary', async () => CHECKS.binary({ server, started: await serving('--binary=true', 'cat') }))

  it('a program that ends is a close with 1006, and the next socket starts it again', async () => {
    const { url } = await serving('echo', 'one line')
    const { messages, closes, opens } = await opened(url)
    await waitFor(() => messages.length >= 2 && opens.length >= 2)
    expect(new Set(messages)).toEqual(new Set(['one line']))
    expect(closes[0]).toMatchObject({ code: 1006, wasClean: false })
  })

  it('a Node program answers each line', async () => {
    const { url } = await serving('examples/websocketd/greeter.js')
    const { connection, messages } = await opened(url)
    for (const name of ['Ada', 'Grace']) connection.send(name)
    await waitFor(() => messages.length === 2)
    expect(messages).toEqual(['Hello, Ada!', 'Hello, Grace!'])
  })

  it('what `ls` prints arrives as one message for each line', async () => {
    const { url } = await serving('ls', 'src')
    const { messages } = await opened(url, { reconnect: false })
    await waitFor(() => messages.length === readdirSync('src').length)
    expect(messages).toEqual(readdirSync('src').sort())
  })

  it('a small chat: everybody reads what anybody writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'websocket-store-chat-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const started = await startServer((port) => [
      'env',
      `CHAT_LOG=${join(folder, 'chat.log')}`,
      'websocketd',
      '--address=127.0.0.1',
      `--port=${port}`,
      '--passenv=PATH,CHAT_LOG',
      'examples/websocketd/chat.sh',
    ])
    onTestFinished(() => started.stop())
    const guests: Awaited<ReturnType<typeof opened>>[] = []
    for (const name of ['Ada', 'Grace', 'Mary']) {
      const guest = await opened(started.url)
      // The chat asks this only after it has subscribed to the log.
      await waitFor(() => guest.messages.includes('Who are you?'))
      guest.connection.send(name)
      await waitFor(() => guest.messages.includes(`${name} joined`))
      guests.push(guest)
    }
    for (const { connection } of guests) connection.send('hello')
    const said = ['Ada: hello', 'Grace: hello', 'Mary: hello']
    for (const { messages } of guests) await waitFor(() => said.every((line) => messages.includes(line)))
    guests[2]!.connection.disconnect()
    await waitFor(() => guests[0]!.messages.includes('Mary left'))
  })
})
