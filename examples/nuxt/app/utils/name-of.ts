import { ReadyState } from 'websocket-store'

const NAMES: Record<ReadyState, string> = {
  [ReadyState.UNINSTANTIATED]: 'off',
  [ReadyState.CONNECTING]: 'connecting',
  [ReadyState.OPEN]: 'open',
  [ReadyState.CLOSING]: 'closing',
  [ReadyState.CLOSED]: 'closed',
}

export const nameOf = (state: ReadyState): string => NAMES[state]
