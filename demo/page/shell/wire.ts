import { connections, registryOf, type ExampleName } from '../shared/examples'
import type { PaneName } from '../shared/render-count'
import { wireLabel } from './wire-label'

let stop = (): void => undefined

const drawing = document.querySelector<SVGElement>('.wire')!
const isMounted: Record<PaneName, boolean> = { react: true, vue: true }

const label = (): void => drawing.setAttribute('aria-label', wireLabel(isMounted, document.body.dataset['phase'] ?? 'idle'))

/** Colours the drawing of the connection. Uses the store without a framework, and does not retain the connection. */
export const showWire = (example: ExampleName): void => {
  stop()
  const { url, options } = connections[example]
  const connection = registryOf(example).connection(url, options)
  const paint = (): void => {
    document.body.dataset['phase'] = connection.getSnapshot().phase
    label()
  }
  stop = connection.subscribe(paint)
  paint()
}

/** Draws the line of a pane only while the pane uses the connection. */
export const showWireOf = (pane: PaneName, mounted: boolean): void => {
  isMounted[pane] = mounted
  for (const part of drawing.querySelectorAll<SVGElement>(`[data-pane=${pane}]`)) part.dataset['mounted'] = String(mounted)
  label()
}
