import { fork } from 'node:child_process'
import type { ClientCommand, ClientEvent } from './commands'

export interface Worker {
  /** Runs one command at a time. Resolves with the latencies, if the command answers with them. */
  run(command: ClientCommand): Promise<readonly number[]>
  end(): void
}

export interface WorkerEvents {
  onReceived(count: number): void
  onFailure(error: Error): void
}

/** Starts a process of receivers. It ends with this process. */
export function startWorker(program: string, { onReceived, onFailure }: WorkerEvents): Worker {
  const child = fork(program, { execArgv: [] })
  let settle: { resolve(latencies: readonly number[]): void; reject(error: Error): void } | undefined
  let failure: Error | undefined
  let isEnding = false

  function fail(error: Error): void {
    failure = error
    settle?.reject(error)
    settle = undefined
    onFailure(error)
  }
  child.on('message', (event: ClientEvent) => {
    if (event.type === 'received') onReceived(event.count)
    else if (event.type === 'failed') fail(new Error(event.reason))
    else {
      settle?.resolve(event.latencies ?? [])
      settle = undefined
    }
  })
  child.once('exit', (code, signal) => {
    if (!isEnding) fail(new Error(`${program} ended with ${code ?? signal}.`))
  })

  return {
    run: (command) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        settle = { resolve, reject }
        child.send(command)
      }),
    end() {
      isEnding = true
      child.kill('SIGKILL')
    },
  }
}
