import type { IncomingMessage } from 'node:http'

const OWN_PAGES = new Set(['https://app.example.org'])

/** Call it in the `upgrade` event of the server, before you read the session cookie. */
export const comesFromOwnPage = ({ headers }: IncomingMessage): boolean => OWN_PAGES.has(headers.origin ?? '')
