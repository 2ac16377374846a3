import { connection } from 'next/server'
import { ReadyState } from 'websocket-store'
import { Room } from './room'

/** A server component. It may import from `websocket-store`; hooks belong in client components. */
export default async function Page() {
  await connection() // the URL is that of the running server, not of the build
  const url = process.env.SOCKET_URL ?? 'ws://127.0.0.1:8080'
  return (
    <main>
      <p>A connection has {Object.keys(ReadyState).length} states.</p>
      <Room url={url} />
    </main>
  )
}
