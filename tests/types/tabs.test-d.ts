import { expectTypeOf, it } from 'vitest'
import { defineOptions, json, text } from 'websocket-store'
import { createTabsRegistry } from 'websocket-store/tabs'
import { serve, type ServedPage } from 'websocket-store/tabs/worker'

interface OfPage {
  token(): Promise<string>
  roomOf(user: string, index: number): { readonly id: number }
}
declare const port: MessagePort

it('takes the options of several codecs, and those that defineOptions() has checked', () => {
  serve((url) => (url.endsWith('/text') ? { codec: text() } : { codec: json<{ a: number }>(), url: `${url}?a` }))
  serve((_url, { lent }) =>
    defineOptions({
      codec: json<{ a: number }>(),
      handshake: async ({ send, receive }) => {
        send({ token: await lent('token') })
        expectTypeOf(await receive()).toEqualTypeOf<{ a: number }>()
      },
      channels: { subscribe: (key) => ({ key }), route: ({ a }) => String(a) },
    }),
  )
  // @ts-expect-error -- no number
  serve(() => ({ handshakeTimeoutMs: '1000' }))
})

it('types the functions that pages lend', () => {
  serve((_url, { lent }: ServedPage<OfPage>) => ({
    handshake: async ({ send }) => {
      expectTypeOf(await lent('token')).toEqualTypeOf<string>()
      expectTypeOf(await lent('roomOf', 'me', 1)).toEqualTypeOf<{ readonly id: number }>()
      // @ts-expect-error -- no such function
      send(await lent('tokn'))
      // @ts-expect-error -- an argument is missing
      send(await lent('roomOf', 'me'))
    },
  }))
  serve((_url, { lent }) => ({
    async handshake({ send }) {
      const token: string = await lent('token', 1)
      send(token)
    },
  }))
})

it('checks that a page lends all functions, each with a signal', () => {
  createTabsRegistry<OfPage>(port, {
    lend: { token: async ({ signal }) => String(signal.aborted), roomOf: (user, index) => ({ id: user.length + index }) },
  })
  createTabsRegistry(port, { lend: { token: () => 'secret', other: (a: number) => a } })
  // @ts-expect-error -- `roomOf` is missing
  createTabsRegistry<OfPage>(port, { lend: { token: async () => 'secret' } })
})
