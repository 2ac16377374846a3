import { startServer } from '../kit/started'
import type { StartedServer } from '../kit/server'

/** Starts websocketd with a program. The options of websocketd come before the program. */
export const websocketd = (...command: string[]): Promise<StartedServer> =>
  startServer((port) => ['websocketd', '--address=127.0.0.1', `--port=${port}`, ...command])
