import { describe, expectTypeOf, it } from 'vitest'
import { defineOptions, json } from 'websocket-store'
import { serve } from 'websocket-store/tabs/worker'

interface Quote {
  readonly symbol: string
  readonly price: number
}

describe('latest', () => {
  it('has the messages of the codec', () => {
    const options = defineOptions({
      codec: json<Quote, unknown>(),
      channels: {
        subscribe: (key) => ({ key }),
        route: ({ symbol }) => symbol,
        latest(message, channelKey) {
          expectTypeOf(message).toEqualTypeOf<Quote>()
          expectTypeOf(channelKey).toEqualTypeOf<string>()
          return message.symbol
        },
      },
    })
    expectTypeOf(serve).toBeCallableWith(() => options)
  })
})
