import { getDefaultRegistry, json, type ConnectionOptions } from 'websocket-store'

/** The person is a part of the key, so the next person never gets the socket, the queue or the messages of this one. */
export function connectAs(
  person: { readonly id: string; readonly getToken: () => Promise<string> },
  url: string,
  options: ConnectionOptions<unknown, unknown> = {},
) {
  return getDefaultRegistry().connection(url, {
    key: `feed of ${person.id}`,
    codec: json<unknown, unknown>(),
    async handshake({ send }) {
      send({ type: 'auth', token: await person.getToken() })
    },
    ...options,
  })
}
