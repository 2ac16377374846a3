// @vitest-environment jsdom
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createPanel } from '../../../src/devtools/panel/panel'
import { VIEWS } from '../../../src/devtools/panel/views'
import { createMemory } from '../../../src/devtools/panel/memory'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession, FAKE_START } from '../support/fake-session'

Element.prototype.scrollIntoView = () => {}
globalThis.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} }

it.each(VIEWS.map(({ title }) => title))('changes nothing in the page when nothing changed, with the tab %s', async (title) => {
  const session = createFakeSession()
  const actions = createFakeActions()
  const memory = createMemory(() => { throw new Error('forbidden') })
  memory.set('tab', title)
  const phase = { at: FAKE_START, phase: 'open', cause: { type: 'ready' }, attempt: 0, retryAt: null, close: null, error: null } as const
  session.add({
    phases: [phase],
    queue: ['a'],
    channels: [{ key: 'news', status: 'subscribed', recovery: null, position: '', holders: 1, error: null, messages: 1 }],
    requests: [{ request: 1, startedAt: FAKE_START, sentAt: null, repliedAt: [], endedAt: FAKE_START + 5, outcome: 'replied', message: 'a', error: null }],
  })
  session.addFrames(1, {}, {})
  session.setPaused(true)
  const panel = createPanel({ session, actions, views: VIEWS, memory })
  document.body.replaceChildren(panel.element)
  const update = async () => {
    panel.update()
    // The list of frames changes at most ten times a second.
    await wait(120)
  }
  await update()
  await update()
  const records: string[] = []
  const observer = new MutationObserver(() => {})
  observer.observe(panel.element, { subtree: true, childList: true, attributes: true, characterData: true })
  await update()
  for (const { type, attributeName, target } of observer.takeRecords())
    records.push(`${type} ${attributeName ?? ''} of ${target instanceof Element ? `${target.tagName} ${target.className} ${target.textContent}` : target.textContent}`)
  expect(records).toEqual([])
  panel.dispose()
})
