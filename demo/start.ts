// npm start: builds the page and serves it, together with its sockets, from one process.
// Set the address with PORT and HOST. PORT=0 uses any free port.
import { buildPage } from './server/page'
import { startDemoServer } from './server/server'
import type { DemoServer } from './server/server'

const DEFAULT_PORT = 9998
const PORTS_TO_TRY = 50

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

const wantedPort = (): number => {
  const text = process.env['PORT']
  if (text === undefined || text === '') return DEFAULT_PORT
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}.`)
}

const host = process.env['HOST'] ?? '127.0.0.1'
const page = buildPage()

const startOnFreePort = async (first: number): Promise<DemoServer> => {
  for (let port = first; port < first + PORTS_TO_TRY && port <= 65_535; port += 1) {
    try {
      return await startDemoServer({ host, port, page })
    } catch (error) {
      if (!isTaken(error)) throw error
      console.log(`Port ${port} is taken, trying ${port + 1}.`)
    }
  }
  throw new Error(`No free port found, starting at ${first}.`)
}

const main = async (): Promise<void> => {
  const server = await startOnFreePort(wantedPort())
  const shownHost = host.includes(':') ? `[${host}]` : host
  // The sockets already work. The page is served when the build has finished.
  console.log(`Building the page for http://${shownHost}:${server.port}/ …`)
  const stop = (): void => void server.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await page
  console.log(`Open http://${shownHost}:${server.port}/   (Ctrl+C ends it)`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
