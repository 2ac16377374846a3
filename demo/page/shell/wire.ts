import { getDefaultRegistry } from 'websocket-store'
import { connections, type SceneName } from '../shared/scenes'

let stop = (): void => undefined

/** Colours the drawing of the wire: the store without any framework. It looks on and takes no demand. */
export const showWire = (scene: SceneName): void => {
  stop()
  const { url, options } = connections[scene]
  const connection = getDefaultRegistry().connection(url, options)
  const paint = (): void => {
    document.body.dataset['phase'] = connection.getSnapshot().phase
  }
  stop = connection.subscribe(paint)
  paint()
}
