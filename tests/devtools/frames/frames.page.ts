import { framesView } from '../../../src/devtools/panel/frames/frames-view'
import type { FrameRecord } from '../../../src/devtools/model/types'
import { createFakeActions } from '../support/fake-actions'
import { createFakeSession } from '../support/fake-session'
import { showView } from '../support/show-view'

const session = createFakeSession()
const actions = createFakeActions()
const model = session.add()
session.setRecording(true)

const shown = showView(framesView, session, actions)

/** Records `count` frames with increasing numbers. */
function addMany(count: number, from = 0): void {
  const frames = Array.from({ length: count }, (_, i): Partial<FrameRecord> => {
    const data = JSON.stringify({ type: 'price', number: from + i, symbol: `SYM${(from + i) % 50}` })
    return { data, bytes: data.length, direction: (from + i) % 10 === 0 ? 'out' : 'in' }
  })
  session.addFrames(model.id, ...frames)
}

/** What the limits of the ring buffer do. */
function removeFirst(count: number): void {
  const frames = session.frames(model.id) as FrameRecord[]
  frames.splice(0, count)
  session.setRemovedFrames(session.removedFrames() + count)
}

const page = { session, actions, shown, model, addMany, removeFirst }
export type FramesPage = typeof page

Object.assign(window, { framesPage: page })
