import { createConnection, type ConnectionOptions } from 'websocket-store'

/** The server must choose `chat`, and must never send the token back. */
export const connectWithProtocol = (url: string, getToken: () => Promise<string>, options: ConnectionOptions = {}) =>
  createConnection(url, {
    protocols: async () => ['chat', `token.${toBase64Url(await getToken())}`],
    ...options,
  })

/** A subprotocol cannot contain "=", "/" or "+". */
const toBase64Url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
