import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { accepts } from '../../interop/kit/process'
import { pause } from '../../support/wait-for'

const program = fileURLToPath(new URL('guard-program.ts', import.meta.url))

/** Starts a process that guards a server. */
async function startGuarding() {
  const child = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve))
  return { child, ...(JSON.parse(line) as { readonly folder: string; readonly port: number }) }
}

it.each(['SIGKILL', 'SIGTERM'] as const)('ends the processes and removes the folder when its process is ended with %s', async (signal) => {
  const { child, folder, port } = await startGuarding()
  expect([await accepts(port), existsSync(folder)]).toEqual([true, true])
  child.kill(signal)
  while ((await accepts(port)) || existsSync(folder)) await pause(20)
})
