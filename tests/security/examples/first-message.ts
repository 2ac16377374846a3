import { createConnection, json, type ConnectionOptions } from 'websocket-store'

/** Until the server has answered, nothing else is sent and the connection does not report that it is open. */
export const connectWithToken = (
  url: string,
  getToken: () => Promise<string>,
  options: ConnectionOptions<unknown, unknown> = {},
) =>
  createConnection(url, {
    codec: json(),
    async handshake({ send, receive }) {
      send({ type: 'auth', token: await getToken() })
      if ((await receive()) !== 'welcome') throw new Error('the token was not accepted')
    },
    ...options,
  })
