// The application of a run: it publishes, issues tokens and serves snapshots. publisher-process.ts starts it.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRandom } from '../../../bench/herd/random'
import { createEngine, type EngineName } from '../../../examples/scale-out/src/engine'
import { createToken } from '../../../examples/scale-out/src/gateway/token'
import type { Message, Position, Snapshot } from '../../../examples/scale-out/src/protocol'
import { pause } from '../../support/wait-for'
import { countMessages, type NumberedSnapshot } from '../truth'
import { createPublisher } from './publisher'
import { PUBLISHED_PATH, type Published, type PublisherRequest, type PublisherSettings } from './publisher-process'

const settings = JSON.parse(process.env['PUBLISHER']!) as PublisherSettings
const { channels, doubled } = settings
const page = readFileSync(settings.page)

const TOKEN_LIFE_MS = 60_000
const TICK_MS = 10

const engine = await createEngine(settings.engine as EngineName, settings.engineUrl)
const publisher = createPublisher<Position>({ channels, doubled, publish: (id, channel, data) => engine.publish(id, channel, data) })

async function snapshot(channel: string): Promise<Snapshot> {
  const { n, value, position } = await publisher.snapshot(channel)
  if (!position) return { messages: [] }
  const data: NumberedSnapshot = { n, value, sentAt: 0, isSnapshot: true }
  return { messages: [{ type: 'message', channel, position, data } satisfies Message], position }
}

async function respond({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const channel = channels.find((name) => pathname === `/snapshot/${name}`)
  if (channel !== undefined) response.end(JSON.stringify(await snapshot(channel)))
  else if (pathname === '/token')
    response.end(createToken({ user: searchParams.get('user') ?? '', channels: ['*'], expiresAt: Date.now() + TOKEN_LIFE_MS }, settings.secret))
  else if (pathname === PUBLISHED_PATH) response.end(String(countMessages(publisher.truth())))
  else if (pathname === '/page.js') response.setHeader('content-type', 'text/javascript').end(page)
  else if (pathname === '/') response.setHeader('content-type', 'text/html').end('<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>')
  else response.writeHead(404).end()
}

const http = createServer((request, response) => void respond(request, response))

async function listen(): Promise<number> {
  // Each channel has a first message, so that it has a snapshot.
  for (const channel of channels) publisher.add(channel)
  await publisher.settled()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

/** Publishes to random channels at a constant rate. What an engine that is away holds up is published when it is back. */
async function run({ messages, durationMs, seed }: Extract<PublisherRequest, { type: 'run' }>): Promise<Published> {
  const random = createRandom(seed)
  const startedAt = performance.now()
  for (let added = channels.length; added < messages; await pause(TICK_MS)) {
    const due = Math.min(messages, Math.ceil((messages * (performance.now() - startedAt)) / durationMs))
    for (; added < due; added++) publisher.add(channels[Math.floor(random.next() * channels.length)]!)
  }
  await publisher.settled()
  return { truth: publisher.truth(), retries: publisher.retries }
}

process.on('message', (request: PublisherRequest) => {
  const answer: Promise<unknown> = request.type === 'listen' ? listen() : run(request)
  answer.then(
    (result) => process.send!({ result }),
    (error: unknown) => process.send!({ error: String(error) }),
  )
})
process.on('disconnect', () => process.exit())
