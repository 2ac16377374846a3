import { fork } from 'node:child_process'

/** A process that answers requests, one at a time. It exits when this process ends. */
export interface Worker<Request> {
  send(request: Request): Promise<unknown>
  end(): void
}

interface Answer {
  readonly result?: unknown
  readonly error?: string
}

export function startWorker<Request>(program: string, env: NodeJS.ProcessEnv = {}): Worker<Request> {
  const child = fork(program, { env: { ...process.env, ...env }, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let isEnding = false
  let settle: { resolve(result: unknown): void; reject(error: Error): void } | null = null
  let failure: Error | undefined

  child.on('message', ({ result, error }: Answer) => {
    if (error === undefined) settle?.resolve(result)
    else settle?.reject(new Error(error))
    settle = null
  })
  child.once('exit', (code, signal) => {
    if (isEnding) return
    failure = new Error(`${program} ended with ${code ?? signal}.`)
    settle?.reject(failure)
  })

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        settle = { resolve, reject }
        child.send(request as object)
      }),
    end() {
      isEnding = true
      child.kill('SIGKILL')
    },
  }
}
