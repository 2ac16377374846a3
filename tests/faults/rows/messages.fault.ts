import { expect } from 'vitest'
import { json } from 'websocket-store'
import type { Codec } from 'websocket-store'
import { waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { text, upgrade, works } from '../kit/steps'
import { connected } from '../kit/watched'

interface Price {
  readonly price: number
}

/** Throws for text that is not JSON, and for JSON that is not a price. */
const prices: Codec<Price, Price> = {
  ...json<Price, Price>(),
  decode(data) {
    const value = json<Partial<Price> | null>().decode(data)
    if (typeof value?.price !== 'number') throw new TypeError('no price')
    return value as Price
  },
}

fault(24, 'emits an error for each message, keeps the connection, and does not affect other connections', async () => {
  const good = JSON.stringify({ price: 1 })
  const server = await scriptedServer([upgrade(), text('{"price":'), text('{"price":"x"}'), text('null'), text(good), { do: 'behave' }])
  const strict = connected(server.url, { codec: prices })
  const other = connected((await scriptedServer(works)).url, { codec: json() })
  await waitFor(() => strict.messages.length > 0)
  expect(strict.events).toEqual([
    'open',
    'error decode-failed',
    'error decode-failed',
    'error decode-failed',
    'message [object Object]',
  ])
  expect(strict.messages).toEqual([{ price: 1 }])
  expect(strict.connection.getSnapshot()).toMatchObject({ phase: 'open', data: { price: 1 } })

  other.connection.send({ any: 'thing' })
  await waitFor(() => other.messages.length > 0)
  expect(other.messages).toEqual([{ any: 'thing' }])
  expect(other.errors).toEqual([])
})
