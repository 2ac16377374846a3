import { createConnection, json, type ConnectionOptions } from 'websocket-store'

/** Nothing else is sent, and nobody is told that the connection is open, before the server has answered. */
export const connectWithToken = (
  url: string,
  getToken: () => Promise<string>,
  options: ConnectionOptions<unknown, unknown> = {},
) =>
  createConnection<unknown, unknown>(url, {
    codec: json(),
    async handshake({ send, receive }) {
      send({ type: 'auth', token: await getToken() })
      if ((await receive()) !== 'welcome') throw new Error('the token was not accepted')
    },
    ...options,
  })
