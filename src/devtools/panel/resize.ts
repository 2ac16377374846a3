import { el } from './dom'

export type Position = 'bottom' | 'right'

export interface ResizeOptions {
  min(): number
  max(): number
  size(): number
  /** While the size changes. */
  resize(size: number): void
  /** When it has its new size. */
  done(size: number): void
}

export interface ResizeHandle {
  readonly element: HTMLElement
  update(position: Position): void
}

export const RESIZE_CSS = `
.resize { position: absolute; touch-action: none; z-index: 1; background: none; transition: background .15s; }
.resize[aria-orientation="horizontal"] { inset: -4px 0 auto 0; height: 8px; cursor: row-resize; }
.resize[aria-orientation="vertical"] { inset: 0 auto 0 -4px; width: 8px; cursor: col-resize; }
.resize:hover, .resize:focus-visible, .resize.dragged { background: var(--accent); }
@media (max-width: 599.98px) { .resize[aria-orientation="horizontal"] { inset-block-start: -10px; height: 20px; background: none !important; } }
`

const STEP = 16
const LARGE_STEP = 64

/** The edge of the drawer, which a pointer or arrow keys move. */
export function createResizeHandle({ min, max, size, resize, done }: ResizeOptions): ResizeHandle {
  const element = el('div', { class: 'resize', role: 'separator', tabindex: 0, 'aria-label': 'Size of the panel', onpointerdown, onkeydown })
  let position: Position = 'bottom'

  const limited = (value: number) => Math.round(Math.max(Math.min(value, max()), min()))
  function apply(value: number): number {
    const next = limited(value)
    resize(next)
    describe()
    return next
  }
  function describe() {
    element.setAttribute('aria-valuenow', String(limited(size())))
    element.setAttribute('aria-valuemin', String(min()))
    element.setAttribute('aria-valuemax', String(Math.max(max(), min())))
  }

  function onpointerdown(event: PointerEvent) {
    if (event.button !== 0) return
    event.preventDefault()
    element.focus()
    element.setPointerCapture(event.pointerId)
    element.classList.add('dragged')
    const at = ({ clientX, clientY }: PointerEvent) => (position === 'bottom' ? clientY : clientX)
    const [from, before] = [at(event), size()]
    let last = before
    const move = (moved: PointerEvent) => {
      // A second finger is another pointer.
      if (moved.pointerId === event.pointerId) last = apply(before + from - at(moved))
    }
    // Also fired when the pointer is cancelled.
    const end = () => {
      element.removeEventListener('pointermove', move)
      element.classList.remove('dragged')
      if (last !== before) done(last)
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('lostpointercapture', end, { once: true })
  }
  function onkeydown(event: KeyboardEvent) {
    const step = event.shiftKey ? LARGE_STEP : STEP
    const [larger, smaller] = position === 'bottom' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
    const sizes: Record<string, number> = { [larger]: size() + step, [smaller]: size() - step, Home: min(), End: max() }
    const next = sizes[event.key]
    if (next === undefined) return
    event.preventDefault()
    done(apply(next))
  }

  return {
    element,
    update(next) {
      position = next
      element.setAttribute('aria-orientation', position === 'bottom' ? 'horizontal' : 'vertical')
      describe()
    },
  }
}
