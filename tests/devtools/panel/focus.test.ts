// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest'
import { createCappedText } from '../../../src/devtools/panel/frames/capped-text'
import type { NoteRecord, RequestRecord } from '../../../src/devtools/model/types'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession, FAKE_START } from '../support/fake-session'
import { showPanel, withoutLayout, type ShownPanel } from './show-panel'

withoutLayout()

let panel: ShownPanel | undefined
afterEach(() => {
  panel?.dispose()
  panel = undefined
})

function open(tab: string) {
  const session = createFakeSession()
  const actions = createFakeActions()
  session.add()
  panel = showPanel(session, actions, tab)
  return { session, actions, panel }
}

/** In Chromium, an element that gets hidden loses the focus. In jsdom it does not. */
const isKept = () => panel!.element.contains(document.activeElement) && !(document.activeElement as HTMLElement).hidden

describe('the focus', () => {
  it('stays on a button of the tab "Act" that gets disabled, which then does nothing', () => {
    const { session, actions, panel: { button } } = open('Act')
    const cut = button('Cut')
    cut.focus()
    cut.click()
    session.change(1, { snapshot: { phase: 'waiting' } })
    expect(document.activeElement).toBe(cut)
    // An element with `disabled` loses the focus in Chromium.
    expect([cut.disabled, cut.getAttribute('aria-disabled')]).toEqual([false, 'true'])
    cut.click()
    expect(actions.calls).toHaveLength(1)
    session.change(1, { snapshot: { phase: 'open' } })
    cut.click()
    expect(actions.calls).toHaveLength(2)
  })

  it('stays in the panel when an import is closed', () => {
    const { session, panel: { button } } = open('Timeline')
    session.importText('{}')
    const leave = button('Close import')
    leave.focus()
    leave.click()
    expect(document.activeElement).toBe(button('Import'))
  })

  it('stays in the timeline when it has no older rows to show', () => {
    const { session, panel: { button } } = open('Timeline')
    session.change(1, { notes: Array.from({ length: 250 }, (_, at): NoteRecord => ({ at, kind: 'dial', text: 'text' })) })
    const older = button('Show older')
    older.focus()
    older.click()
    expect(older.hidden).toBe(true)
    expect(isKept()).toBe(true)
  })

  it('stays in the list of requests when it has no older rows to show', () => {
    const { session, panel: { button } } = open('Requests')
    const requestOf = (_: unknown, request: number): RequestRecord =>
      ({ request, startedAt: FAKE_START, sentAt: null, repliedAt: [], endedAt: FAKE_START, outcome: 'replied', message: '', error: null })
    session.change(1, { requests: Array.from({ length: 250 }, requestOf) })
    const older = button('Show older')
    older.focus()
    older.click()
    expect(older.hidden).toBe(true)
    expect(isKept()).toBe(true)
  })

  it('moves from the button that shows the rest of a text to the text', () => {
    const element = createCappedText({ length: 10, unit: 'characters', first: 6, more: 6, text: (from, to) => '0123456789'.slice(from, to) })
    document.body.replaceChildren(element)
    const more = element.querySelector('button')!
    more.focus()
    more.click()
    expect(document.activeElement).toBe(element.querySelector('pre'))
    expect(document.activeElement!.textContent).toBe('0123456789')
  })
})

describe('the status', () => {
  it('changes when the same thing is said again, so that screen readers read it again', () => {
    const { panel: { button, status } } = open('Act')
    button('Cut').click()
    const first = status()
    button('Cut').click()
    expect(status()).not.toBe(first)
    expect(status().trim()).toBe(first)
    button('Cut').click()
    expect(status()).toBe(first)
  })
})

describe('the search for frames', () => {
  it('is applied when another tab is chosen before it was', async () => {
    const { session, panel: { element, settle } } = open('Frames')
    session.addFrames(1, { data: 'one' }, { data: 'two' })
    const search = element.querySelector<HTMLInputElement>('[type=search]')!
    search.value = 'one'
    search.dispatchEvent(new Event('input'))
    const tabs = element.querySelectorAll<HTMLElement>('.tablist > [role=tab]')
    tabs[0]!.click()
    tabs[1]!.click()
    await settle()
    expect(element.querySelector('.frames-counts')!.textContent).toBe('1 of 2 frames')
  })
})
