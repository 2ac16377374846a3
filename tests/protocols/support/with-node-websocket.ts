import { beforeEach, vi } from 'vitest'
import { WebSocket } from 'ws'

/** Gives each test of a file the global that browsers have, and Node before 22 has not. */
export const withNodeWebSocket = () => beforeEach(() => void vi.stubGlobal('WebSocket', WebSocket))
