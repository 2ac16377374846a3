import { startServer } from '../kit/started'
import type { StartedServer } from '../kit/server'

/** websocketd with a program; its own options come first. */
export const websocketd = (...command: string[]): Promise<StartedServer> =>
  startServer((port) => ['websocketd', '--address=127.0.0.1', `--port=${port}`, ...command])
