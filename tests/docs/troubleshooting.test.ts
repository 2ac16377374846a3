import { expect, it, onTestFinished, vi } from 'vitest'
import { createRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { classifyCloseCode } from '../../src/core/policy/close-code'
import { MISTAKES, REMEDIES } from '../../src/core/vocabulary/error-texts'
import { workerFailure, workerOutdated } from '../../src/tabs/protocol/failures'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'

const page = 'docs/guides/troubleshooting.md'
const text = read(page)

/** The sections of the third level in a section of the second level: title and text. */
function sectionsOf(heading: string): [title: string, body: string][] {
  const [, part = ''] = new RegExp(`^## ${heading}\\n(.*?)(?=^## |(?![^]))`, 'ms').exec(text) ?? []
  return [...part.matchAll(/^### (.*)\n([^]*?)(?=^### |(?![^]))/gm)].map(([, title = '', body = '']) => [title, body.trim()])
}

/** Those of `websocket-store/tabs` have their texts there. */
const codes = [...Object.keys(REMEDIES), workerFailure('start').code, workerOutdated().code]
const errorSections = new Map(sectionsOf('Error codes').flatMap(([title, body]) => (/^`[\w-]+`$/.test(title) ? [[title.slice(1, -1), body]] : [])))

it('has exactly one section for each error code', () => {
  const titles = sectionsOf('Error codes').map(([title]) => title)
  expect([...errorSections.keys()].sort()).toEqual([...codes].sort())
  expect(new Set(titles).size).toBe(titles.length)
})

it.each(codes)('says first what becomes of the connection after %s', (code) => {
  expect(errorSections.get(code)).toMatch(/^\*\*(Fatal|Retried|Retried at once|Reported only|Thrown|Rejects|Shown)(\.\*\*|\*\*)/)
})

it('has a row for each mistake in a program', () => {
  expect(Object.keys(MISTAKES).filter((name) => !text.includes(`\n| \`${name}\` |`))).toEqual([])
})

/** The classes of close codes, by the first words of their sections. */
const CLASSES: Readonly<Record<string, string>> = {
  'Retried': 'retry',
  'Retried later': 'retry-later',
  'Refreshed once, then fatal': 'refresh',
  'Fatal': 'fatal',
}

/** Single codes, and ranges of them, with the class that the page says. */
const closeSections = sectionsOf('Close codes').map(([title, body]) => ({
  title,
  closeClass: CLASSES[/^\*\*(.*?)\.\*\*/.exec(body)?.[1] ?? ''],
  single: [...title.replace(/\d+ to \d+/g, '').matchAll(/\d+/g)].map(([code]) => Number(code)),
  ranges: [...title.matchAll(/(\d+) to (\d+)/g)].map(([, first, last]) => [Number(first), Number(last)] as const),
}))

it('has a section for each close code of RFC 6455, and for those of libraries and applications, with the class that it has', () => {
  expect(closeSections.filter(({ closeClass }) => closeClass === undefined)).toEqual([])
  const wrong: number[] = []
  const missing: number[] = []
  for (let code = 1000; code <= 4999; code += 1) {
    const section =
      closeSections.find(({ single }) => single.includes(code)) ??
      closeSections.find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
    if (!section && (code <= 1015 || code >= 3000)) missing.push(code)
    if ((section?.closeClass ?? 'retry') !== classifyCloseCode(code)) wrong.push(code)
  }
  expect({ wrong, missing }).toEqual({ wrong: [], missing: [] })
})

it.each(sectionsOf('Symptoms'))('says what to do about the symptom: %s', (_, body) => {
  expect(body).toMatch(/\]\([^)]+\.md(#[\w-]+)?\)/)
})

it('the function of the page logs what the connections do', async () => {
  const registry = createRegistry({ defaults: { WebSocket } })
  vi.spyOn(await import('websocket-store'), 'getDefaultRegistry').mockReturnValue(registry)
  onTestFinished(() => registry.dispose())
  const logged = vi.spyOn(console, 'log').mockImplementation(() => {})
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const server = await serve()
  const connection = registry.connection(server.url)
  const { logConnections } = await runBlock<{ logConnections(): void }>(page, 'logConnections', '')
  logConnections()
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.closeAll(1008)
  await untilPhase(connection, 'closed')
  expect(logged.mock.calls.map(([, phase, , code]) => [phase, code])).toEqual([['resolving', undefined], ['connecting', undefined], ['open', undefined], ['closed', 1008]])
  expect(warned.mock.calls.map(([key, code, fatal]) => [key, code, fatal] as unknown)).toEqual([[connection.key, 'closed', true]])
})
