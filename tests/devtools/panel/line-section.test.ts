// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { createLineSection } from '../../../src/devtools/panel/act/line-section'
import type { ActContext } from '../../../src/devtools/panel/act/section'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession, fakeModel } from '../support/fake-session'

const [first, second] = [fakeModel(1), fakeModel(2)]
let model = first
let announced: string[]
let update: () => void
let delay: HTMLInputElement

beforeEach(() => {
  model = first
  announced = []
  const act: ActContext['act'] = (does) => {
    try {
      announced.push(does(model.connection!))
    } catch (error) {
      announced.push((error as Error).message)
    }
  }
  const section = createLineSection({ session: createFakeSession(), actions: createFakeActions(), announce() {}, target: () => model.connection, act })
  document.body.replaceChildren(section.element)
  update = () => section.update(model)
  update()
  delay = section.element.querySelector<HTMLInputElement>('input[type=number]')!
  delay.focus()
})

it('keeps a number that is too large while it is typed, and refuses it at the end', () => {
  delay.value = '70000'
  update()
  expect(delay.value).toBe('70000')
  delay.dispatchEvent(new Event('change'))
  expect(announced).toEqual(['This must be a whole number from 0 to 60000.'])
  expect(delay.value).toBe('0')
})

it('shows the delay of another connection, also in the field that has the focus', () => {
  delay.value = '250'
  delay.dispatchEvent(new Event('change'))
  expect(announced).toEqual(['The line: each frame is 250 ms late.'])
  model = second
  update()
  expect(delay.value).toBe('0')
  model = first
  update()
  expect(delay.value).toBe('250')
})
