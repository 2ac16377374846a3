import { systemClock } from '../../platform/clock'

/** Where an outbox stores unacknowledged messages, so that a reload does not lose them. */
export interface OutboxStorage<Out> {
  /** The messages saved last, oldest first. Anything but an array, such as null, counts as empty. */
  load(): readonly Out[] | null | undefined | Promise<readonly Out[] | null | undefined>
  /** Not called again before its promise has settled; then with the latest messages. */
  save(messages: readonly Out[]): void | Promise<void>
}

/** The stored messages. Entries without an id are left out and reported. Never rejects, because delivery must continue. */
export async function loadFrom<Out>(
  storage: OutboxStorage<Out>,
  idOf: (message: Out) => string,
): Promise<{ readonly kept: readonly Out[]; readonly ids: ReadonlySet<string> }> {
  const kept: Out[] = []
  const ids = new Set<string>()
  try {
    const loaded = await storage.load()
    for (const message of Array.isArray(loaded) ? (loaded as readonly Out[]) : [])
      try {
        ids.add(idOf(message))
        kept.push(message)
      } catch (error) {
        systemClock.reportError(error)
      }
  } catch (error) {
    systemClock.reportError(error)
  }
  return { kept, ids }
}

/**
 * Saves the latest messages: at once where the storage is synchronous, because a page may end at any moment; otherwise one
 * save at a time, because the storage may finish them in another order.
 */
export function createSaver<Out>(storage: OutboxStorage<Out> | undefined, latest: () => readonly Out[]): () => void {
  let isSaving = false
  let isSaveDue = false

  function save(): void {
    isSaveDue = isSaving
    if (isSaving) return
    try {
      const saving = storage?.save(latest())
      if (saving) {
        isSaving = true
        void Promise.resolve(saving).catch(systemClock.reportError).then(saved)
      }
    } catch (error) {
      systemClock.reportError(error)
    }
  }

  function saved(): void {
    isSaving = false
    if (isSaveDue) save()
  }

  return save
}
