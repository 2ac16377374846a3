import { render, screen } from '@testing-library/react'
import fc from 'fast-check'
import * as React from 'react'
import { startTransition, StrictMode, Suspense, useEffect, useState, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { createFakeLine, type FakeLine } from '../support/fake-line'
import { holdsAsync, PROPERTY_TIMEOUT_MS, RUNS } from '../support/property'
import { texts } from '../support/typed'
import { pause, waitFor } from '../support/wait-for'

const { Activity } = React as { Activity?: typeof React.Activity }
const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }

// Inside act, React renders a transition in one piece.
beforeEach(() => void (environment.IS_REACT_ACT_ENVIRONMENT = false))
afterEach(() => void (environment.IS_REACT_ACT_ENVIRONMENT = true))

interface Inputs {
  readonly isReading: boolean
  readonly isSuspended: boolean
  readonly isHidden: boolean
  readonly filter: number
  readonly select: number
}

const filters = [undefined, (message: string) => message !== 'a', (message: string) => message !== 'b']
const selects = [undefined, (message: string) => `1${message}`, (message: string) => `2${message}`]

type Command =
  | { readonly message: string }
  | { readonly change: Partial<Inputs>; readonly isTransition: boolean; readonly waitMs: number }
  | { readonly line: 'cut' | 'open' }
  | { readonly waitMs: number }

const flags = (['isReading', 'isSuspended', 'isHidden'] as const).map((name) =>
  fc.boolean().map((value): Partial<Inputs> => ({ [name]: value })),
)
const indexes = (['filter', 'select'] as const).map((name) => fc.nat(2).map((value): Partial<Inputs> => ({ [name]: value })))
const waitMs = fc.constantFrom(0, 0, 2, 8)

/** A value comes back while a transition renders its successor for the first time. */
const comesBack = fc.record({ value: fc.constantFrom('a', 'b'), waitMs: fc.integer({ min: 1, max: 6 }) }).map(({ value, waitMs }): Command[] => [
  { change: { isReading: false }, isTransition: false, waitMs: 2 },
  { message: value },
  { line: 'cut' },
  { waitMs: 8 },
  { line: 'open' },
  { message: 'c' },
  { change: { isReading: true }, isTransition: true, waitMs },
  { message: value },
])

const single = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c').map((message): Command => ({ message })) },
  { weight: 5, arbitrary: fc.record({ change: fc.oneof(...flags, ...indexes), isTransition: fc.boolean(), waitMs }) },
  { weight: 2, arbitrary: fc.constantFrom('cut' as const, 'open' as const).map((line): Command => ({ line })) },
  { weight: 1, arbitrary: waitMs.map((ms): Command => ({ waitMs: ms })) },
)

const commandLists = fc
  .array(fc.oneof({ weight: 8, arbitrary: single.map((command) => [command]) }, { weight: 1, arbitrary: comesBack }), {
    maxLength: 16,
    size: 'max',
  })
  .chain((lists) => fc.option(comesBack).map((last) => [...lists, last ?? []].flat()))

/** React yields to the browser between components that take this long. */
function Slow(): ReactNode {
  const end = performance.now() + 3
  while (performance.now() < end);
  return null
}

const slow = Array.from({ length: 10 }, (_, i) => <Slow key={i} />)

const never = new Promise<never>(() => {})

function Subject({ line, name, inputs }: { line: FakeLine; name: string; inputs: Inputs }): ReactNode {
  const [filter, select] = [filters[inputs.filter], selects[inputs.select]]
  const snapshot = useWebSocket(
    line.url,
    texts({
      ...line.options,
      notify: 'sync' as const,
      reconnect: { delay: () => 0 },
      lingerMs: 5000,
      ...(filter ? { filter } : {}),
      ...(select ? { select } : {}),
      onError() {},
    }),
  )
  if (inputs.isSuspended) throw never
  return <p data-testid={name}>{inputs.isReading ? `${snapshot.phase} ${String(snapshot.data)}` : snapshot.phase}</p>
}

const initial: Inputs = { isReading: false, isSuspended: false, isHidden: false, filter: 0, select: 0 }

/** Renders the subject, and returns what changes its inputs. */
function renderSubject(line: FakeLine, isStrict: boolean) {
  let set: (change: Partial<Inputs>) => void = () => {}
  function Page() {
    const [inputs, setInputs] = useState(initial)
    useEffect(() => {
      set = (change) => setInputs((before) => ({ ...before, ...change }))
    }, [])
    const subject = (
      <Suspense fallback={null}>
        <Subject line={line} name="subject" inputs={inputs} />
        {inputs.isReading && slow}
      </Suspense>
    )
    return Activity ? <Activity mode={inputs.isHidden ? 'hidden' : 'visible'}>{subject}</Activity> : subject
  }
  const { unmount } = render(<Page />, isStrict ? { wrapper: StrictMode } : {})
  return { change: (change: Partial<Inputs>) => set(change), unmount }
}

const shown = (name: string) => screen.queryByTestId(name)?.textContent

const run = async (isStrict: boolean, commands: readonly Command[]): Promise<void> => {
  const line = createFakeLine()
  const { change, unmount } = renderSubject(line, isStrict)
  // Keeps the connection while the subject is hidden.
  const witness = render(<Subject line={line} name="witness" inputs={initial} />)
  await pause(5)
  line.open()
  let inputs = initial
  for (const command of commands) {
    if ('message' in command) line.say(command.message)
    else if ('line' in command) line.sockets.at(-1)![command.line === 'cut' ? 'fail' : 'open']()
    else {
      if ('change' in command) {
        inputs = { ...inputs, ...command.change }
        const { change: next } = command
        if (command.isTransition) startTransition(() => change(next))
        else change(next)
      }
      if (command.waitMs) await pause(command.waitMs)
    }
  }
  // Nothing renders the subject again that does not have to.
  if (!inputs.isReading || inputs.isSuspended || inputs.isHidden) {
    inputs = { ...inputs, isReading: true, isSuspended: false, isHidden: false }
    change(inputs)
  }
  await waitFor(() => shown('subject')?.includes(' '))
  await pause(30)
  const fresh = render(<Subject line={line} name="fresh" inputs={inputs} />)
  await pause(15)
  try {
    const [phase, data] = (shown('subject') ?? '').split(' ')
    const [freshPhase, freshData] = shown('fresh')!.split(' ')
    expect(phase).toBe(freshPhase)
    // A fresh mount knows only the latest message. Where the filter refuses that one, an older one may be shown.
    if (freshData !== 'undefined' || !inputs.filter) expect(data).toBe(freshData)
    else if (data !== 'undefined') expect(filters[inputs.filter]!(data!.slice(-1))).toBe(true)
  } finally {
    for (const each of [fresh.unmount, witness.unmount, unmount]) each()
    getDefaultRegistry().dispose()
  }
}

it(
  'invariant 26: what a component shows in the end is what a fresh mount shows',
  () => holdsAsync(fc.asyncProperty(fc.boolean(), commandLists, run), Math.min(RUNS / 4, 300)),
  PROPERTY_TIMEOUT_MS * 3,
)
