import { createConnection, json, type ConnectionOptions } from 'websocket-store'

interface Price {
  readonly symbol: string
  readonly value: number
}

const isPrice = (message: unknown): message is Price =>
  typeof message === 'object' &&
  message !== null &&
  typeof (message as Partial<Price>).symbol === 'string' &&
  Number.isFinite((message as Partial<Price>).value)

/** Use names from outside as keys of a Map, not of an object. */
export function followPrices(url: string, options: ConnectionOptions<unknown, unknown> = {}) {
  const prices = new Map<string, number>()
  const connection = createConnection(url, { codec: json(), ...options })
  connection.onMessage((message) => {
    if (isPrice(message)) prices.set(message.symbol, message.value)
  })
  return { prices, connection }
}
