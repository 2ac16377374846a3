import { el, setText } from '../dom'

const SVG = 'http://www.w3.org/2000/svg'
/** Units of the drawing, which is stretched to the size of its element. */
const WIDTH = 60
const HEIGHT = 20

export interface Point {
  readonly at: number
  readonly value: number
}

export interface Sparkline {
  readonly element: HTMLElement
  /** @param text Says in words what the curve shows. */
  update(points: readonly Point[], text: string): void
}

/** The coordinates of a curve over the minute before `until`. The highest point touches the top. */
export function curveOf(points: readonly Point[], until: number): string {
  const most = Math.max(...points.map(({ value }) => value), 1)
  return points
    .map(({ at, value }) => {
      const x = WIDTH - (until - at) / 1000
      const y = HEIGHT - 1 - (value / most) * (HEIGHT - 2)
      return `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`
    })
    .join(' ')
}

/** A small curve of the last minute. Its text is visible, so the drawing itself is hidden from screen readers. */
export function createSparkline(title: string, tone: 'in' | 'out' | 'latency'): Sparkline {
  const line = document.createElementNS(SVG, 'polyline')
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
  svg.setAttribute('preserveAspectRatio', 'none')
  svg.setAttribute('aria-hidden', 'true')
  svg.append(line)
  const text = el('span')
  const element = el('figure', { class: 'tl-spark', 'data-tone': tone }, el('figcaption', {}, el('b', {}, title), ' ', text))
  element.append(svg)
  return {
    element,
    update(points, words) {
      setText(text, words)
      line.setAttribute('points', curveOf(points, points.at(-1)?.at ?? 0))
    },
  }
}
