// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest'
import { createRegistry } from 'websocket-store'
import { writeArchive } from '../../../src/devtools/model/archive'
import { createSession } from '../../../src/devtools/model/session'
import type { ConnectionModel, PhaseRecord, RequestRecord } from '../../../src/devtools/model/types'
import { createFakeActions } from '../support/fake-actions'
import { fakeFrame, fakeModel, FAKE_START } from '../support/fake-session'
import { showPanel, withoutLayout, type ShownPanel } from './show-panel'

withoutLayout()

let panel: ShownPanel
afterEach(() => panel.dispose())

const phaseAt = (at: number): PhaseRecord => ({ at, phase: 'open', cause: { type: 'ready' }, attempt: 0, retryAt: null, close: null, error: null })
const requestAt = (startedAt: number, message: string): RequestRecord =>
  ({ request: 1, startedAt, sentAt: startedAt, repliedAt: [], endedAt: startedAt + 5, outcome: 'replied', message, error: null })

/** A session with one connection, whose id is 1. */
const fileOf = (word: string, changes: Partial<ConnectionModel> = {}): string =>
  writeArchive({ models: [fakeModel(1, { label: `wss://${word}.test/`, ...changes, connection: null, snapshot: { phase: 'open' } })], frames: new Map([[1, [1, 2, 3].map((id) => fakeFrame(id, { data: word }))]]) })

function open(tab: string) {
  const session = createSession(createRegistry())
  panel = showPanel(session, createFakeActions(), tab)
  return session
}

it('shows the frames of the second file when two are imported one after the other', async () => {
  const session = open('Frames')
  session.importText(fileOf('first'))
  await panel.settle()
  const search = panel.element.querySelector<HTMLInputElement>('[type=search]')!
  const searchFor = async (text: string) => {
    search.value = text
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await panel.settle()
  }
  await searchFor('s')
  const counts = () => panel.element.querySelector('.frames-counts')!.textContent
  expect(counts()).toBe('3 of 3 frames')
  session.importText(fileOf('other'))
  await panel.settle()
  expect(counts()).toBe('0 of 3 frames')
})

it('says that a session is imported, and not which phase its connection has', async () => {
  const session = open('Timeline')
  session.importText(fileOf('first', { phases: [phaseAt(FAKE_START)] }))
  await panel.settle()
  session.importText(fileOf('other', { phases: [phaseAt(FAKE_START), phaseAt(FAKE_START + 10)] }))
  await panel.settle()
  expect(panel.status()).toBe('')
})

it('forgets which request was selected when another file is imported', async () => {
  const session = open('Requests')
  session.importText(fileOf('first', { requests: [requestAt(FAKE_START, 'one')] }))
  await panel.settle()
  panel.element.querySelector<HTMLElement>('.rq-row')!.click()
  const details = panel.element.querySelector<HTMLElement>('.rq-details')!
  expect(details.hidden).toBe(false)
  session.importText(fileOf('other', { requests: [requestAt(FAKE_START + 1e9, 'two')] }))
  await panel.settle()
  expect(details.hidden).toBe(true)
  // CSS computes with 24 bits: times are relative to the first request.
  expect(panel.element.querySelector<HTMLElement>('.rq-bar')!.style.getPropertyValue('--start')).toBe('0')
})
