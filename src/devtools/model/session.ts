import { inspect, tap } from '../../core/index'
import { systemClock } from '../../core/platform/clock'
import type { AnyConnection, Inspection } from '../../core/vocabulary/tap'
import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { noteOf, onAction } from '../actions/notes'
import { readArchive, writeArchive } from './archive'
import { createRecorder } from './recorder'
import type { ConnectionModel, FrameRecord, Session } from './types'

export interface SessionOptions {
  /** Frames that are kept, of all connections together. @default 10_000 */
  readonly maxFrames?: number
  /** Bytes of the payloads that are kept, of all connections together. @default 8 MiB */
  readonly maxBytes?: number
  /** Where the events come from. @default `tap` */
  readonly tap?: typeof tap
  /** @default `inspect` */
  readonly inspect?: (connection: AnyConnection) => Inspection
}

/** What is shown while it does not follow the live session: since a pause, or from a file. */
interface Still {
  readonly models: readonly ConnectionModel[]
  readonly frames: ReadonlyMap<number, readonly FrameRecord[]>
  readonly version: number
  readonly removed: number
}

const NO_FRAMES: readonly FrameRecord[] = Object.freeze([])

/** Records the connections of a registry, the present and the future ones, until `dispose()`. */
export function createSession(registry: ConnectionRegistry, options: SessionOptions = {}): Session {
  const { maxFrames = 10_000, maxBytes = 8 * 2 ** 20 } = options
  const listeners = new Set<() => void>()
  let paused: Still | null = null
  let imported: Still | null = null
  /** Added to the version of the recorder: it increases too when something else is shown. */
  let offset = 0
  let cancelFrame: (() => void) | null = null

  const recorder = createRecorder({ maxFrames, maxBytes, inspect: options.inspect ?? inspect, noteOf, onChange })
  const still = () => imported ?? paused
  const version = () => recorder.version() + offset
  // Last, because it calls the recorder for the connections that exist.
  const addTap = options.tap ?? tap
  const untap = addTap(registry, recorder.handle, { frames: false })
  /** Only while recording: frames cost nothing otherwise. */
  let untapFrames: Unsubscribe | null = null
  const stopActions = onAction(recorder.handleAction)

  function onChange(): void {
    if (!still()) notify()
  }

  function notify(): void {
    if (listeners.size > 0) cancelFrame ??= systemClock.requestFrame(emit)
  }

  function emit(): void {
    cancelFrame = null
    for (const listener of [...listeners]) listener()
  }

  function showElse(): void {
    offset++
    notify()
  }

  function freeze(): Still {
    const models = recorder.models()
    return { models, frames: framesOf(models, recorder.frames), version: version(), removed: recorder.removed() }
  }

  return {
    connections: () => still()?.models ?? recorder.models(),
    frames(id) {
      const shown = still()
      return shown ? (shown.frames.get(id) ?? NO_FRAMES) : recorder.frames(id)
    },
    framesVersion: () => still()?.version ?? version(),
    removedFrames: () => still()?.removed ?? recorder.removed(),
    subscribe(listener) {
      // A function of its own, so that one listener can subscribe twice.
      const own = () => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    get isRecording() {
      return recorder.isRecording()
    },
    setRecording(isRecording) {
      if (isRecording === recorder.isRecording()) return
      recorder.setRecording(isRecording)
      untapFrames?.()
      untapFrames = isRecording ? addTap(registry, (event) => event.type === 'frame' && recorder.handle(event)) : null
    },
    get isPaused() {
      return paused !== null
    },
    setPaused(isPaused) {
      if (isPaused === (paused !== null)) return
      paused = isPaused ? freeze() : null
      showElse()
    },
    clear() {
      recorder.clear()
      imported = null
      offset++
      if (paused) paused = freeze()
      notify()
    },
    exportText() {
      const shown = still() ?? freeze()
      return writeArchive(shown)
    },
    get isImported() {
      return imported !== null
    },
    importText(text) {
      const archive = readArchive(text)
      offset++
      imported = { ...archive, version: version(), removed: 0 }
      showElse()
    },
    closeImport() {
      if (!imported) return
      imported = null
      showElse()
    },
    dispose() {
      untap()
      untapFrames?.()
      stopActions()
      cancelFrame?.()
      cancelFrame = null
      listeners.clear()
      recorder.dispose()
      paused = imported = null
    },
  }
}

function framesOf(models: readonly ConnectionModel[], frames: (id: number) => readonly FrameRecord[]): Still['frames'] {
  return new Map(models.map(({ id }) => [id, frames(id).slice()]))
}
