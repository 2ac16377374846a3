import type { AnyConnection } from '../../../src/core/vocabulary/tap'
import type { ConnectionModel, FrameRecord, Session } from '../../../src/devtools/model/types'

type Changes = Partial<Omit<ConnectionModel, 'id' | 'snapshot'>> & { readonly snapshot?: Partial<ConnectionModel['snapshot']> }

export interface FakeSession extends Session {
  /** Calls that change the session, in order, such as `clear` and `setPaused true`. */
  readonly calls: readonly string[]
  /** Adds an open connection with these differences. */
  add(changes?: Changes): ConnectionModel
  change(id: number, changes: Changes): ConnectionModel
  /** Records frames. Each one is an inbound text message unless it says otherwise. */
  addFrames(id: number, ...frames: readonly Partial<FrameRecord>[]): void
  setRemovedFrames(count: number): void
  /** What the next `importText()` throws. */
  failImport(message: string): void
}

export const FAKE_START = Date.UTC(2026, 0, 1, 12)

const stubOf = (key: string): AnyConnection => ({ key }) as unknown as AnyConnection

const OPEN: ConnectionModel['snapshot'] = { phase: 'open', attempt: 0, retryAt: null, latencyMs: null, queued: 0, protocol: '' }

/** A connection as the panel shows it. Its `connection` is an object with a key and nothing else. */
export function fakeModel(id: number, { snapshot, ...changes }: Changes = {}): ConnectionModel {
  const label = changes.label ?? `wss://host.test/${id}`
  return {
    id,
    connection: stubOf(label),
    label,
    isDisposed: false,
    snapshot: { ...OPEN, ...snapshot },
    bufferedAmount: 0,
    inspection: { demand: 1, holders: [], options: [], channels: [] },
    phases: [],
    notes: [],
    channels: [],
    requests: [],
    rates: [],
    queue: [],
    ...changes,
  }
}

export function fakeFrame(id: number, changes: Partial<FrameRecord> = {}): FrameRecord {
  const data = changes.data === undefined ? `{"number":${id}}` : changes.data
  const bytes = data === null ? 0 : data.length
  return { id, at: FAKE_START + id, direction: 'in', role: 'message', data, bytes, isCut: false, channels: [], note: '', ...changes }
}

/** A session without a registry. Listeners are called in each change, at once. */
export function createFakeSession(): FakeSession {
  const calls: string[] = []
  const listeners = new Set<() => void>()
  const frames = new Map<number, FrameRecord[]>()
  let models: readonly ConnectionModel[] = []
  let [nextId, nextFrame, version, removed] = [1, 1, 0, 0]
  let [isRecording, isPaused, isImported] = [false, false, false]
  let importError: string | null = null

  const emit = () => {
    for (const listener of [...listeners]) listener()
  }
  const called = (call: string) => {
    calls.push(call)
    emit()
  }

  return {
    calls,
    connections: () => models,
    frames: (id) => frames.get(id) ?? [],
    framesVersion: () => version,
    removedFrames: () => removed,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get isRecording() {
      return isRecording
    },
    setRecording(value) {
      isRecording = value
      called(`setRecording ${value}`)
    },
    get isPaused() {
      return isPaused
    },
    setPaused(value) {
      isPaused = value
      called(`setPaused ${value}`)
    },
    clear() {
      for (const list of frames.values()) list.length = 0
      version++
      called('clear')
    },
    exportText: () => JSON.stringify({ log: { connections: models.map(({ label }) => label) } }),
    get isImported() {
      return isImported
    },
    importText(text) {
      if (importError !== null) {
        const message = importError
        importError = null
        throw new Error(message)
      }
      isImported = true
      called(`importText ${text}`)
    },
    closeImport() {
      isImported = false
      called('closeImport')
    },
    dispose: () => called('dispose'),

    add(changes) {
      const model = fakeModel(nextId++, changes)
      models = [...models, model]
      emit()
      return model
    },
    change(id, { snapshot, ...changes }) {
      models = models.map((model) => (model.id === id ? { ...model, ...changes, snapshot: { ...model.snapshot, ...snapshot } } : model))
      emit()
      return models.find((model) => model.id === id)!
    },
    addFrames(id, ...added) {
      const list = frames.get(id) ?? []
      frames.set(id, list)
      for (const changes of added) list.push(fakeFrame(nextFrame++, changes))
      version += added.length
      emit()
    },
    setRemovedFrames(count) {
      removed = count
      version++
      emit()
    },
    failImport(message) {
      importError = message
    },
  }
}
