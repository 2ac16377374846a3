import type { IncomingMessage } from 'node:http'

const OWN_PAGES = new Set(['https://app.example.org'])

/** For the server's `upgrade` event, before the session cookie counts for anything. */
export const comesFromOwnPage = ({ headers }: IncomingMessage): boolean => OWN_PAGES.has(headers.origin ?? '')
