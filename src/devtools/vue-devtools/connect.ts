import { tap, type Unsubscribe } from '../../core/index'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import { acquireWorkbench } from '../workbench'
import type { DevtoolsApi } from './api'
import { selectedBy, stateOf, treeOf } from './inspector'
import { createTimeline } from './timeline'

const COLOR = 0x0b57c4

/** Adds the inspector and the layer of the timeline for one application. Returns a function that stops both. */
export function connectDevtools(id: string, app: unknown, registry: ConnectionRegistry, api: DevtoolsApi): () => void {
  const { session, actions, release } = acquireWorkbench(registry)
  let isOver = false
  let stopFrames: Unsubscribe | null = null

  const connectionOf = (nodeId: string) => (isOver ? null : (selectedBy(session.connections(), nodeId)?.model.connection ?? null))
  const timeline = createTimeline({
    add: (event) => api.addTimelineEvent({ layerId: id, event }),
    labelOf: (connection) => session.connections().find((model) => model.connection === connection) ?? { id: 0, label: connection.key },
  })

  api.addInspector({
    id,
    label: 'WebSocket',
    icon: 'power',
    treeFilterPlaceholder: 'Search connections and channels',
    noSelectionText: 'Choose a connection or a channel',
    nodeActions: [
      {
        icon: 'refresh',
        tooltip: 'Reconnect',
        action(nodeId) {
          const connection = connectionOf(nodeId)
          if (connection) actions.reconnect(connection)
        },
      },
      {
        icon: 'link_off',
        tooltip: 'Cut the socket',
        action(nodeId) {
          const connection = connectionOf(nodeId)
          if (connection) actions.cut(connection)
        },
      },
    ],
  })
  api.addTimelineLayer({ id, label: 'WebSocket', color: COLOR })

  api.on.getInspectorTree((payload) => {
    if (isOver || payload.inspectorId !== id || payload.app !== app) return
    payload.rootNodes = treeOf(session.connections(), payload.filter)
  })
  api.on.getInspectorState((payload) => {
    if (isOver || payload.inspectorId !== id || payload.app !== app) return
    const selected = selectedBy(session.connections(), payload.nodeId)
    if (selected) payload.state = stateOf(selected)
  })
  api.on.setPluginSettings(({ pluginId, settings }) => {
    if (pluginId === id) recordFrames(isRecordingIn(settings))
  })
  recordFrames(isRecordingIn(api.getSettings()))

  const unsubscribe = session.subscribe(() => {
    api.sendInspectorTree(id)
    api.sendInspectorState(id)
  })
  const stop = tap(registry, (event) => timeline.handle(event), { frames: false })

  /** Frames are tapped only while they are recorded: they cost nothing otherwise. */
  function recordFrames(isRecording: boolean): void {
    timeline.setRecordingFrames(isRecording)
    stopFrames?.()
    stopFrames = isRecording ? tap(registry, (event) => event.type === 'frame' && timeline.handle(event)) : null
  }

  return () => {
    if (isOver) return
    isOver = true
    stop()
    recordFrames(false)
    unsubscribe()
    release()
  }
}

/** The settings come from the storage of the page, which may hold anything. */
const isRecordingIn = (settings: unknown): boolean =>
  typeof settings === 'object' && settings !== null && 'recordFrames' in settings && settings.recordFrames === true
