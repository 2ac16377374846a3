import { expect, it } from 'vitest'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runProgram } from './programs/run-program'

it('leaves no socket after dispose(), so the process ends', { timeout: 30_000 }, async () => {
  const server = await serve()
  const outcome = await runProgram('dispose', server.url)
  expect(outcome).toEqual({ code: 0, stdout: 'disposed', stderr: '' })
  await waitFor(() => server.alive === 0)
  expect(server.opened).toBeGreaterThanOrEqual(2)
})

it('can be imported without a WebSocket, and shows the fix when it dials', { timeout: 30_000 }, async () => {
  const { code, stdout, stderr } = await runProgram('no-websocket')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { message, ...rest } = JSON.parse(stdout) as { message: string }
  expect(rest).toEqual({ phase: 'closed', code: 'no-websocket', fatal: true, errorCount: 1 })
  expect(message).toMatch(/`WebSocket` option.*\bws\b/)
  expect(message).not.toContain('secret')
})

it('prints why the README example ends when there is no WebSocket', { timeout: 30_000 }, async () => {
  const { code, stdout, stderr } = await runProgram('unheard')
  expect({ code, phases: stdout.split('\n').at(-1) }).toEqual({ code: 0, phases: 'closed null' })
  expect(stderr).toMatch(/ws:\/\/127\.0\.0\.1:9\/feed.*no-websocket.*`WebSocket` option/)
  expect(stderr).not.toContain('secret')
})
