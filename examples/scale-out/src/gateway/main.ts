// The program of one gateway. SIGTERM drains it.
import { createEngine } from '../engine'
import { logError } from '../log'
import { engineSetting, numberSetting, textSetting } from '../settings'
import { createGateway } from './gateway'

const engine = await createEngine(...engineSetting())
const gateway = createGateway(engine, {
  name: textSetting('GATEWAY'),
  secret: textSetting('SECRET'),
  windowSize: numberSetting('WINDOW', 10_000),
  drainMs: numberSetting('DRAIN_MS', 5000),
  leaseMs: numberSetting('LEASE_MS', 6000),
  maxBufferedBytes: numberSetting('MAX_BUFFERED', 1_048_576),
  onError: logError,
})

async function stop(): Promise<void> {
  await gateway.drain()
  await engine.close()
  process.exit(0)
}
process.once('SIGTERM', () => void stop())
process.once('SIGINT', () => void stop())

const port = await gateway.listen(numberSetting('PORT', 0), textSetting('HOST', '127.0.0.1'))
await gateway.ready
console.log(`listening on ${port}`)
