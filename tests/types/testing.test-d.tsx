import type { Matchers } from 'expect'
import { expect, expectTypeOf } from 'vitest'
import { defineComponent } from 'vue'
import { json, text } from 'websocket-store'
import { createTestServer, type ReceivedData, type ServerConnection, type ServerData, type TestServer } from 'websocket-store/testing'
import { renderHookWithServer, renderWithServer } from 'websocket-store/testing/react'
import { renderWithServer as renderVueWithServer, setupWithServer } from 'websocket-store/testing/vue'
import 'websocket-store/testing/jest'
import 'websocket-store/testing/vitest'

type FromServer = { type: 'price'; price: number }
type ToServer = { type: 'subscribe'; symbol: string }

const codec = json<FromServer, ToServer>()
const server = createTestServer({ codec })

// The codec of the clients types the server, in the other direction.

expectTypeOf(server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(server.connected()).resolves.toEqualTypeOf<ServerConnection<ToServer, FromServer>>()
expectTypeOf(server.received()).resolves.toEqualTypeOf<ToServer>()
server.send({ type: 'price', price: 1 })
// @ts-expect-error a client sends this message, not the server
server.send({ type: 'subscribe', symbol: 'BTC' })
server.on({ type: 'subscribe' }, ({ symbol }) => ({ type: 'price', price: symbol.length }))
// @ts-expect-error clients do not send this type
server.on({ type: 'price' }, { type: 'price', price: 1 })
void server.received({ symbol: expect.any(String) })
// @ts-expect-error a symbol is text
void server.received({ symbol: 1 })

// The matchers know the messages of their server.

void expect(server).toHaveReceived()
void expect(server).toHaveReceived({ symbol: expect.any(String) }, { count: 2, waitMs: 10 })
void expect(server).not.toHaveReceived({ type: 'subscribe' })
void expect(server).toHaveReceived((message) => message.symbol === 'BTC')
void expect(server.connections[0]!).toHaveReceived({ type: 'subscribe' })
void expect(server).toHaveReceivedInOrder([{ symbol: 'BTC' }, { symbol: expect.stringMatching('E') }], { waitMs: 10 })
expectTypeOf(expect(server).toHaveReceived()).toEqualTypeOf<Promise<void>>()
// @ts-expect-error clients do not send this type
void expect(server).toHaveReceived({ type: 'price' })
// @ts-expect-error clients do not send this type
void expect(server).toHaveReceivedInOrder([{ type: 'price' }])
// @ts-expect-error this option does not exist
void expect(server).toHaveReceived({ type: 'subscribe' }, { times: 2 })

declare const globalMatchers: jest.Matchers<void, typeof server>
void globalMatchers.toHaveReceived({ symbol: 'BTC' })
// @ts-expect-error clients do not send this type
void globalMatchers.toHaveReceived({ type: 'price' })
declare const importedMatchers: Matchers<void, typeof server>
void importedMatchers.toHaveReceivedInOrder([{ symbol: 'BTC' }])
// @ts-expect-error clients do not send this type
void importedMatchers.toHaveReceived({ type: 'price' })

// The render helpers type their server by the codec, too.

expectTypeOf(renderWithServer(<p />).server).toEqualTypeOf<TestServer<ReceivedData, ServerData>>()
expectTypeOf(renderWithServer(<p />, { codec, clock: 'stopped' }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(renderWithServer(<p />, { codec: () => codec }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(renderWithServer(<p />, { server }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(renderWithServer(<p />, { reactStrictMode: true }).getByText('a')).toEqualTypeOf<HTMLElement>()
// @ts-expect-error this option does not exist
renderWithServer(<p />, { cloc: 'stopped' })

const hook = renderHookWithServer(({ room }: { room: number }) => String(room), { codec: text(), initialProps: { room: 1 } })
expectTypeOf(hook.result.current).toEqualTypeOf<string>()
expectTypeOf(hook.server).toEqualTypeOf<TestServer<string, string>>()
expectTypeOf(renderHookWithServer(() => 1, { server }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()

const Component = defineComponent({ props: { label: { type: String, required: true } }, setup: () => ({ shown: true }), template: '' })
const wrapper = renderVueWithServer(Component, { codec, props: { label: 'a' }, latencyMs: 5 })
expectTypeOf(wrapper.server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(wrapper.text()).toEqualTypeOf<string>()
expectTypeOf(wrapper.vm.shown).toEqualTypeOf<boolean>()
expectTypeOf(renderVueWithServer(Component, { server }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(renderVueWithServer(Component).server).toEqualTypeOf<TestServer<ReceivedData, ServerData>>()

expectTypeOf(setupWithServer(() => 1).result).toEqualTypeOf<number>()
expectTypeOf(setupWithServer(() => 1, { codec }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
expectTypeOf(setupWithServer(() => 1, { server }).server).toEqualTypeOf<TestServer<ToServer, FromServer>>()
