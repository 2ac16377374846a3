// The program of the application: publishes prices, issues tokens, and serves snapshots.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { createEngine } from '../engine'
import { createToken } from '../gateway/token'
import { logError } from '../log'
import { isChannel } from '../protocol'
import { engineSetting, numberSetting, textSetting } from '../settings'
import { createPrices, type Price } from './prices'

const SYMBOLS = ['OAK', 'ELM', 'ASH', 'FIR']

const secret = textSetting('SECRET')
const tokenMs = numberSetting('TOKEN_MS', 60_000)
const changeMs = numberSetting('CHANGE_MS', 250)

const engine = await createEngine(...engineSetting())
const prices = createPrices(engine, logError)

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const channel = pathname.startsWith('/snapshot/') ? pathname.slice('/snapshot/'.length) : undefined
  if (pathname === '/token') {
    // A real application checks a password or a session cookie here.
    const user = searchParams.get('user') ?? 'guest'
    answer(response, { token: createToken({ user, channels: ['prices.*', 'rooms.*'], expiresAt: Date.now() + tokenMs }, secret) })
  } else if (isChannel(channel)) void prices.snapshot(channel).then((snapshot) => answer(response, snapshot))
  else response.writeHead(404).end()
})

const last = new Map<string, Price>()

function change(symbol: string): Promise<void> {
  const { value, count } = last.get(symbol) ?? { value: 100, count: 0 }
  const price: Price = { symbol, value: Math.max(1, Number((value + Math.random() - 0.5).toFixed(2))), count: count + 1 }
  last.set(symbol, price)
  return prices.publish(`prices.${symbol}`, price)
}

// The old prices are lost when this program restarts. So it serves no snapshot before each symbol has a new one.
await Promise.all(SYMBOLS.map(change))

/** Each symbol changes on its own, and not faster than the engine confirms. */
async function keepChanging(symbol: string): Promise<never> {
  for (;;) {
    await delay(changeMs * (0.5 + Math.random()))
    await change(symbol)
  }
}
for (const symbol of SYMBOLS) void keepChanging(symbol)

server.listen(numberSetting('PORT', 0), textSetting('HOST', '127.0.0.1'), () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})

process.once('SIGTERM', () => process.exit(0))
process.once('SIGINT', () => process.exit(0))
