import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface ProgramSettings {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** A line that it prints when it is ready. */
  readonly ready: RegExp
  /** The Debian package of the command. */
  readonly packageName?: string
}

export interface Program {
  readonly pid: number
  /** The line that matched `ready`. */
  readonly readyLine: RegExpExecArray
  /** From the start to that line. */
  readonly readyMs: number
  /** Sends a signal, and resolves when the program prints a line that matches. */
  signal(name: NodeJS.Signals, answer: RegExp): Promise<void>
  kill(): Promise<void>
}

const START_TIMEOUT_MS = 30_000

/** Starts a program in its own process group, and resolves when it is ready. It ends with this process. */
export async function startProgram({ command, args, env, ready, packageName }: ProgramSettings): Promise<Program> {
  const startedAt = performance.now()
  const child = spawn(command, args, {
    detached: true,
    // Debian keeps servers where only root searches.
    env: { ...process.env, ...env, PATH: `${process.env['PATH']}:/usr/sbin` },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const waiting = new Set<{ pattern: RegExp; resolve(line: RegExpExecArray): void; reject(error: Error): void }>()
  let output = ''

  function fail(error: Error): void {
    for (const { reject } of waiting) reject(error)
    waiting.clear()
  }
  function untilLine(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error(`${command} does not print ${pattern}:\n${output}`)), START_TIMEOUT_MS)
      const settle = <Value>(by: (value: Value) => void) => (value: Value) => {
        clearTimeout(timer)
        by(value)
      }
      waiting.add({ pattern, resolve: settle(resolve), reject: settle(reject) })
    })
  }
  function kill(): void {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // The group has ended.
    }
  }

  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      output = `${output}${line}\n`.slice(-4000)
      for (const waiter of waiting) {
        const match = waiter.pattern.exec(line)
        if (!match) continue
        waiting.delete(waiter)
        waiter.resolve(match)
      }
    })
  process.once('exit', kill)
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', kill)
      fail(new Error(`${command} ended with ${code ?? signal}:\n${output}`))
      resolve()
    })
  })
  const remedy = packageName ? ` Debian: apt-get install ${packageName}` : ''
  child.once('error', ({ message }) => fail(new Error(`${command} does not start (${message}).${remedy}`)))

  const readyLine = await untilLine(ready)
  return {
    pid: child.pid!,
    readyLine,
    readyMs: performance.now() - startedAt,
    async signal(name, answer) {
      const answered = untilLine(answer)
      child.kill(name)
      await answered
    },
    async kill() {
      kill()
      await exited
    },
  }
}
