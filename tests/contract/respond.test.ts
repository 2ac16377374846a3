import { expect, it } from 'vitest'
import { respond, type RequestProtocol } from 'websocket-store'
import { waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

const requests: RequestProtocol<string, string, string> = {
  tag: (message) => message,
  idOf: () => undefined,
  requestOf: (message) => (message.startsWith('?') ? message.slice(1) : undefined),
  reply: (result, question) => `${question}=${String(result)}`,
}

everyAdapter(({ mount, serve, options }) => {
  it('answers each request of the server once, while several components respond and the first of them unmounts', async () => {
    const server = await serve()
    const components = ['a', 'b', 'c'].map(() => mount('useConnection', { url: server.url, options: options({ requests }) }))
    await waitFor(() => components.every(({ shown }) => shown?.getSnapshot().phase === 'open') && server.alive === 1)
    const stops = components.map(({ shown }, index) => respond(shown!, (question) => `${String(question)} by ${index}`))
    server.send('?one', 'not a request', '?two')
    await waitFor(() => server.received.length === 2)
    stops[0]!()
    components[0]!.unmount()
    server.send('?three')
    await waitFor(() => server.received.length === 3)
    // A later answer proves that no further one came before it.
    server.send('?four')
    await waitFor(() => server.received.includes('four=four by 1'))
    expect(server.received).toEqual(['one=one by 0', 'two=two by 0', 'three=three by 1', 'four=four by 1'])
    expect(server.opened).toBe(1)
  })
})
