import { connection } from 'next/server'
import { SharedRoom } from './shared-room'

/** The same room, with one socket for all tabs. */
export default async function Page() {
  await connection() // reads the URL at request time, not at build time
  return (
    <main>
      <SharedRoom url={process.env.SOCKET_URL ?? 'ws://127.0.0.1:8080'} />
    </main>
  )
}
