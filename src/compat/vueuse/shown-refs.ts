import { getCurrentInstance, onActivated, onDeactivated, shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { ReadyState } from '../../core'
import type { WebSocketStatus } from './types'

const STATUS: Partial<Record<ReadyState, WebSocketStatus>> = { 0: 'CONNECTING', 1: 'OPEN' }

export interface ShownRefs<Data> {
  readonly data: ShallowRef<Data | null>
  readonly status: ShallowRef<WebSocketStatus>
  showState(readyState: ReadyState): void
  showMessage(message: unknown): void
}

/** @param canPause Whether the refs keep their values while a KeepAlive has the component deactivated. */
export function createShownRefs<Data>(canPause: boolean): ShownRefs<Data> {
  const data = shallowRef<Data | null>(null)
  const status = shallowRef<WebSocketStatus>('CLOSED')
  let isPaused = false
  /** What happened during a pause, the latest of each kind. */
  const missed: Partial<Record<'state' | 'message', () => void>> = {}

  function show(kind: keyof typeof missed, write: () => void): void {
    if (isPaused) missed[kind] = write
    else write()
  }
  if (canPause && getCurrentInstance()) {
    onDeactivated(() => (isPaused = true))
    onActivated(() => {
      isPaused = false
      missed.state?.()
      missed.message?.()
      delete missed.state
      delete missed.message
    })
  }

  return {
    data,
    status,
    showState: (readyState) => show('state', () => (status.value = STATUS[readyState] ?? 'CLOSED')),
    showMessage: (message) =>
      show('message', () => {
        const isRepeat = Object.is(data.value, message)
        data.value = message as Data
        // Two equal messages are two messages.
        if (isRepeat) triggerRef(data)
      }),
  }
}
