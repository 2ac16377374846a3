import { createDrawer, type DrawerOptions } from '../../../src/devtools/panel/drawer'
import { actView } from '../../../src/devtools/panel/act/act-view'
import type { ViewFactory } from '../../../src/devtools/panel/view'
import { createFakeActions, type FakeActions } from '../support/fake-actions'
import { createFakeSession, type FakeSession } from '../support/fake-session'

export interface DrawerPage {
  readonly session: FakeSession
  readonly actions: FakeActions
  /** What the drawer and the views were called with. */
  readonly log: readonly string[]
  unmount(): void
}

const log: string[] = []

const labelView = (title: string): ViewFactory => ({
  title,
  css: '.label-view { padding: 8px; }',
  create() {
    log.push(`create ${title}`)
    const element = document.createElement('div')
    element.className = 'label-view'
    return {
      element,
      update: (model) => void (element.textContent = `${title} of ${model?.label ?? 'nothing'}`),
      hide: () => void log.push(`hide ${title}`),
      dispose: () => void log.push(`dispose ${title}`),
    }
  },
})

const session = createFakeSession()
const actions = createFakeActions()
const first = session.add({ label: 'wss://one.test/feed', rates: [
  { at: 0, framesIn: 1250, framesOut: 2, bytesIn: 0, bytesOut: 0 },
  { at: 1000, framesIn: 7, framesOut: 0, bytesIn: 0, bytesOut: 0 },
] })
session.change(first.id, { snapshot: { latencyMs: 12.4 }, inspection: { ...first.inspection, demand: 2 } })
session.add({ label: 'wss://two.test/a-very-long-path/that-does-not-fit', snapshot: { phase: 'waiting', queued: 3 } })
session.add({ label: 'wss://three.test/', snapshot: { phase: 'connecting' } })

const { position, open } = Object.fromEntries(new URLSearchParams(location.search))
const options: DrawerOptions = {
  ...{ session, actions, views: [labelView('Alpha'), labelView('Beta'), labelView('Gamma'), actView] },
  ...(position !== undefined && { position: position as 'bottom' | 'right' }),
  ...(open !== undefined && { open: true }),
  onOpen() {
    log.push('open')
    session.setRecording(true)
    return () => {
      log.push('close')
      session.setRecording(false)
    }
  },
}
const drawer = createDrawer(options)
Object.assign(window, { panel: { session, actions, log, unmount: () => drawer.dispose() } satisfies DrawerPage })
