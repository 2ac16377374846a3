// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { VIEWS } from '../../../src/devtools/panel/views'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession, FAKE_START } from '../support/fake-session'
import { showPanel, withoutLayout } from './show-panel'

withoutLayout()

it.each(VIEWS.map(({ title }) => title))('changes nothing in the page when nothing changed, with the tab %s', async (title) => {
  const session = createFakeSession()
  const phase = { at: FAKE_START, phase: 'open', cause: { type: 'ready' }, attempt: 0, retryAt: null, close: null, error: null } as const
  session.add({
    phases: [phase],
    queue: ['a'],
    channels: [{ key: 'news', status: 'subscribed', recovery: null, position: '', holders: 1, error: null, messages: 1 }],
    requests: [{ request: 1, startedAt: FAKE_START, sentAt: null, repliedAt: [], endedAt: FAKE_START + 5, outcome: 'replied', message: 'a', error: null }],
  })
  session.addFrames(1, {}, {})
  session.setPaused(true)
  const panel = showPanel(session, createFakeActions(), title)
  await panel.settle()
  await panel.settle()
  const records: string[] = []
  const observer = new MutationObserver(() => {})
  observer.observe(panel.element, { subtree: true, childList: true, attributes: true, characterData: true })
  await panel.settle()
  for (const { type, attributeName, target } of observer.takeRecords())
    records.push(`${type} ${attributeName ?? ''} of ${target instanceof Element ? `${target.tagName} ${target.className} ${target.textContent}` : target.textContent}`)
  expect(records).toEqual([])
  panel.dispose()
})
