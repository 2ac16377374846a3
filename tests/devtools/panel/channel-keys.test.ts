// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { createChannelLog } from '../../../src/devtools/model/channel-log'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession } from '../support/fake-session'
import { showPanel, withoutLayout } from './show-panel'

withoutLayout()

const key = `subscription { ${'field '.repeat(60)}}`

/** The channel as the panel shows it. */
function record() {
  const log = createChannelLog()
  log.handle({ key, status: 'subscribed', recovery: null, position: undefined, holders: 1, error: null })
  return log.published()[0]!
}

it('subscribes a channel again whose key is longer than what is shown of it', () => {
  const session = createFakeSession()
  const actions = createFakeActions()
  session.add({ channels: [record()] })
  const panel = showPanel(session, actions, 'Channels')
  const row = panel.element.querySelector('.ch tbody tr')!
  expect(row.querySelector('th')!.textContent).toMatch(/^subscription \{ field .{170,190}…$/)
  row.querySelector('button')!.click()
  expect(actions.calls).toEqual([`resubscribe wss://host.test/1 ${JSON.stringify(key)}`])
  panel.dispose()
})

it('finds the frames of a channel with such a key', async () => {
  const session = createFakeSession()
  session.add({ channels: [record()] })
  session.addFrames(1, { channels: [key] }, {})
  const panel = showPanel(session, createFakeActions(), 'Frames')
  await panel.settle()
  const channel = panel.element.querySelector<HTMLSelectElement>('[aria-label=Channel]')!
  channel.selectedIndex = 1
  channel.dispatchEvent(new Event('change'))
  await panel.settle()
  expect(panel.element.querySelector('.frames-counts')!.textContent).toBe('1 of 2 frames')
  panel.dispose()
})
