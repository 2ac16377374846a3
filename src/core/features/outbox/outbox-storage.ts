import { systemClock } from '../../platform/clock'

/** Where an outbox keeps what was not acknowledged, so that a reload does not lose it. */
export interface OutboxStorage<Out> {
  /** What was saved last, oldest first. What is no array, such as null, counts as empty. */
  load(): readonly Out[] | null | undefined | Promise<readonly Out[] | null | undefined>
  /** Not called again before its promise settled; then with the latest. */
  save(messages: readonly Out[]): void | Promise<void>
}

/** What was kept, but for entries that have no id: those are reported. Never rejects, because delivery has to go on. */
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
 * Saves what is the latest: at once where the storage is synchronous, for a page may end at any moment; otherwise one at a
 * time, because the storage may finish them in another order.
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
