import { connection } from 'next/server'
import { ReadyState } from 'websocket-store'
import { Room } from './room'

/** A server component. It can import from `websocket-store`. Hooks must be in client components. */
export default async function Page() {
  await connection() // reads the URL at request time, not at build time
  const url = process.env.SOCKET_URL ?? 'ws://127.0.0.1:8080'
  return (
    <main>
      <p>A connection has {Object.keys(ReadyState).length} states.</p>
      <Room url={url} />
    </main>
  )
}
