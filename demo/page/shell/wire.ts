import { getDefaultRegistry } from 'websocket-store'
import { connections, type ExampleName } from '../shared/examples'

let stop = (): void => undefined

/** Colours the drawing of the connection. Uses the store without a framework, and does not retain the connection. */
export const showWire = (example: ExampleName): void => {
  stop()
  const { url, options } = connections[example]
  const connection = getDefaultRegistry().connection(url, options)
  const paint = (): void => {
    document.body.dataset['phase'] = connection.getSnapshot().phase
  }
  stop = connection.subscribe(paint)
  paint()
}
