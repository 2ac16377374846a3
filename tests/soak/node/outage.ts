import { waitFor } from '../../support/wait-for'
import type { ServerProcess } from '../support/server-process'
import type { AnyConnection, Place } from './kinds'

const CONNECTIONS = 10

/** Kills the server while connections are open, and restarts it. Each connection must reconnect with one socket. */
export async function surviveOutage(server: ServerProcess, { url, registry, options, watch }: Place): Promise<void> {
  const connections: AnyConnection[] = Array.from({ length: CONNECTIONS }, (_, i) =>
    watch(registry.connection(`${url}/?outage=${i}`, options)),
  )
  const isEach = (phase: string) => connections.every((connection) => connection.getSnapshot().phase === phase)
  const releases = connections.map((connection) => connection.retain())
  await waitFor(() => isEach('open'))
  await server.kill()
  await waitFor(() => connections.every((connection) => connection.getSnapshot().phase !== 'open'))
  await server.restart()
  await waitFor(() => isEach('open'))
  const { alive } = await server.report()
  if (alive !== CONNECTIONS) throw new Error(`${alive} sockets for ${CONNECTIONS} connections`)
  for (const release of releases) release()
}
