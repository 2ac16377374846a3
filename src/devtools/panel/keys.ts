export interface MoveKeys {
  readonly back: readonly string[]
  readonly forward: readonly string[]
}

export const ALL_ARROWS: MoveKeys = { back: ['ArrowUp', 'ArrowLeft'], forward: ['ArrowDown', 'ArrowRight'] }
export const SIDE_ARROWS: MoveKeys = { back: ['ArrowLeft'], forward: ['ArrowRight'] }

/** The index that a key moves to, in a list of `count`; undefined when the key does not move. Arrows go round at the ends with `isRound`. */
export function movedIndex(key: string, index: number, count: number, keys: MoveKeys, isRound = false): number | undefined {
  if (count === 0) return undefined
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = keys.back.includes(key) ? -1 : keys.forward.includes(key) ? 1 : 0
  if (step === 0) return undefined
  return isRound ? (index + step + count) % count : Math.min(Math.max(index + step, 0), count - 1)
}

/**
 * Whether the event is the shortcut of the panel, Alt+Shift+W. With Alt, macOS types another character: then the place of
 * the key decides.
 */
export function isShortcut({ altKey, shiftKey, ctrlKey, metaKey, key, code }: KeyboardEvent): boolean {
  if (!altKey || !shiftKey || ctrlKey || metaKey) return false
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === 'w' : code === 'KeyW'
}
