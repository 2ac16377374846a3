import type { ConnectionModel } from '../../model/types'
import { el, setText } from '../dom'
import type { View, ViewContext, ViewFactory } from '../view'
import { createLineSection } from './line-section'
import { createMessageSection } from './message-section'
import { createQueueSection } from './queue-section'
import { createReplaySection } from './replay-section'
import { setHidden } from '../parts/set-hidden'
import { reasonOf } from '../parts/reason-of'
import type { ActContext, Section } from './section'
import { createSocketSection } from './socket-section'

const CSS = `
.act { padding: 8px; gap: 8px; }
.act .sections { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 8px; }
.act .section { border: 1px solid var(--border); border-radius: 6px; padding: 4px 10px 10px; margin: 0; min-width: 0; display: flex; flex-direction: column; gap: 8px; }
.act legend { font-weight: 600; padding: 0 4px; }
.act .controls { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.act label { display: inline-flex; align-items: center; gap: 6px; }
.act input[type="number"] { width: 84px; }
.act select { max-width: 220px; }
.act button[aria-disabled="true"], .act button[aria-disabled="true"]:hover { color: var(--text-dim); background: var(--bg-raised); cursor: default; opacity: .7; }
.act progress { accent-color: var(--accent); width: 100px; }
.act .field:has(textarea) { display: flex; flex-direction: column; align-items: stretch; gap: 2px; }
@media (max-width: 599.98px) { .act label:has([type="checkbox"]) { min-height: 32px; } .act [type="checkbox"] { width: 18px; height: 18px; } }
`

function create(context: ViewContext): View {
  const { actions, announce } = context
  let model: ConnectionModel | null = null
  const act: ActContext = {
    ...context,
    target: () => model?.connection ?? null,
    act(does) {
      const connection = model?.connection
      if (!connection) return
      try {
        announce(does(connection))
      } catch (error) {
        announce(reasonOf(error))
      }
    },
  }
  const replay = createReplaySection(act)
  const sections: readonly Section[] = [
    ...[createSocketSection, createLineSection, createMessageSection, createQueueSection].map((make) => make(act)),
    replay,
  ]
  const hint = el('p', { class: 'dim' })
  const element = el('div', { class: 'act' }, hint, el('div', { class: 'sections' }, ...sections.map((section) => section.element)))

  function update(next: ConnectionModel | null) {
    model = next
    setHidden(hint, Boolean(model?.connection))
    setText(hint, model ? 'This connection is of an imported session. It can be replayed. Choose "Close import" to act on a live one.' : 'There is no connection to act on.')
    for (const section of sections) section.update(model)
  }
  const unsubscribe = actions.subscribe(() => update(model))
  return {
    element,
    update,
    hide: () => undefined,
    dispose() {
      unsubscribe()
      replay.dispose()
    },
  }
}

/** Does things to the chosen connection. */
export const actView: ViewFactory = { title: 'Act', css: CSS, create }
