// @vitest-environment jsdom
import { fireEvent } from '@testing-library/react'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { backoffDelay } from '../../src/core/policy/backoff'
import { classifyCloseCode } from '../../src/core/policy/close-code'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/reconnecting.md'
const text = read(page)

it.each(FRAMEWORKS)('the component of the page shows the attempt, retries on a click, and stops at a fatal code: %s', async (framework) => {
  // 20 retries without a delay would be over before the click.
  vi.spyOn(Math, 'random').mockReturnValue(0.9999)
  const server = await serve()
  await server.down()
  const { root } = await showBlock(framework, page, 'maxAttempts', server.url)
  await waitFor(() => root.textContent!.startsWith('Attempt 2'))
  await server.up()
  fireEvent.click(root.querySelector('button')!)
  await waitFor(() => root.textContent === 'Connected')
  await waitFor(() => server.alive === 1)
  server.closeAll(4400)
  await waitFor(() => root.textContent === 'Stopped: closed')
})

it('the delays of the page are those of the formula', () => {
  const rows = [...text.matchAll(/^\| \d[^|]*\| ([\d.]+) to ([\d.]+) s \|/gm)].map(([, least, most]) => [Number(least), Number(most)])
  const expected = [0, 1, 2, 3, 4, 5].map((attempt) => [0, 1].map((random) => backoffDelay(attempt, random) / 1000))
  expect(rows).toEqual(expected)
})

const CLASSES = { retried: 'retry', 'retried, later': 'retry-later', 'retried once': 'refresh', fatal: 'fatal' } as const

it('the close codes of the page have the class that the table says', () => {
  const rows = [...text.matchAll(/^\| (\d{4}[^|]*) \| (retried, later|retried once|retried|fatal)/gm)]
  expect(rows.map(([, , result]) => result).sort()).toEqual(Object.keys(CLASSES).sort())
  const named = rows.flatMap(([, codes = '', result = '']) =>
    [...codes.replace(/other.*/, '').matchAll(/\d{4}/g)].map(([code]) => [Number(code), CLASSES[result as keyof typeof CLASSES]] as const),
  )
  expect(named.filter(([code, result]) => classifyCloseCode(code) !== result)).toEqual([])
  const byCode = new Map<number, string>(named)
  for (let code = 0; code <= 5000; code += 1)
    expect([code, classifyCloseCode(code)]).toEqual([code, byCode.get(code) ?? (code >= 4400 && code <= 4499 ? 'fatal' : 'retry')])
})

it('the quiz of the page ends without an error at 4000, and retries later at 4429', async () => {
  const server = await serve()
  const { quiz } = await runBlock<{ quiz: Connection }>(page, 'export const quiz', server.url)
  onTestFinished(() => quiz.dispose())
  quiz.connect()
  await untilPhase(quiz, 'open')
  await waitFor(() => server.alive === 1)
  server.closeAll(4429)
  const { retryAt } = await untilPhase(quiz, 'waiting')
  // The first retry has no minimum delay, a later one has.
  expect(retryAt! - Date.now()).toBeGreaterThan(300)
  quiz.connect()
  quiz.reconnect()
  await untilPhase(quiz, 'open')
  await waitFor(() => server.alive === 1)
  server.closeAll(4000)
  expect(await untilPhase(quiz, 'closed')).toMatchObject({ error: null, lastClose: { code: 4000 } })
})

it('the page gets a ticket for each attempt', async () => {
  let tickets = 0
  vi.stubGlobal('getTicket', async () => `t${++tickets}`)
  const server = await serve()
  const { feed } = await runBlock<{ feed: Connection }>(page, 'export const feed', server.url)
  onTestFinished(() => feed.dispose())
  feed.connect()
  await waitFor(() => server.alive === 1)
  server.terminateAll()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map(({ url }) => url)).toEqual(['/?ticket=t1', '/?ticket=t2'])
})
