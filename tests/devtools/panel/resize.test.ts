// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { createResizeHandle } from '../../../src/devtools/panel/resize'

it('follows the pointer that it was pressed with, and no other one', () => {
  let size = 300
  const sizes: number[] = []
  const handle = createResizeHandle({
    min: () => 100,
    max: () => 800,
    size: () => size,
    resize: (next) => void (size = next),
    done: (next) => void sizes.push(next),
  })
  handle.element.setPointerCapture = () => {}
  handle.update('bottom')
  document.body.append(handle.element)
  const fire = (type: string, pointerId: number, clientY: number) =>
    handle.element.dispatchEvent(Object.assign(new MouseEvent(type, { button: 0, clientY }), { pointerId }))
  fire('pointerdown', 1, 500)
  fire('pointermove', 1, 450)
  expect(size).toBe(350)
  fire('pointermove', 2, 100)
  expect(size).toBe(350)
  fire('lostpointercapture', 1, 450)
  expect(sizes).toEqual([350])
  fire('pointermove', 1, 100)
  expect(size).toBe(350)
})
