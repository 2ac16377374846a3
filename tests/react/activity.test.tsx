import { act, render } from '@testing-library/react'
import * as React from 'react'
import { expect, it } from 'vitest'
import { type UseWebSocketOptions } from 'websocket-store/react'
import { pause } from '../support/wait-for'
import { startLine } from './support/line'
import { Latest, text } from './support/latest'

const { Activity } = React as { Activity?: typeof React.Activity }

it.runIf(Activity)('releases its demand while an Activity is hidden, and retains it again when shown', async () => {
  const line = startLine()
  const Switch = Activity!
  const tree = (mode: 'visible' | 'hidden') => (
    <Switch mode={mode}>
      <Latest url={line.url} options={{ ...line.options, lingerMs: 20 }} />
    </Switch>
  )
  const { rerender } = render(tree('hidden'))
  await act(() => pause(10))
  expect(line.dials).toHaveLength(0)
  rerender(tree('visible'))
  await line.open()
  expect(text()).toBe('1 undefined')
  rerender(tree('hidden'))
  rerender(tree('visible'))
  await act(() => pause(40))
  expect(line.dials).toHaveLength(1)
  rerender(tree('hidden'))
  await act(() => pause(40))
  expect(line.connections).toHaveLength(0)
})

it.runIf(Activity)('shows the latest message that passed the filter while its Activity was hidden', async () => {
  const line = startLine()
  const Switch = Activity!
  const options: UseWebSocketOptions = { ...line.options, notify: 'sync' }
  const filter = (message: unknown) => message !== 'noise'
  const tree = (mode: 'visible' | 'hidden') => (
    <>
      <Latest name="other" url={line.url} options={options} />
      <Switch mode={mode}>
        <Latest url={line.url} options={{ ...options, filter }} />
      </Switch>
    </>
  )
  const { rerender } = render(tree('visible'))
  await line.open()
  await line.say('before')
  rerender(tree('hidden'))
  await line.say('meanwhile')
  rerender(tree('visible'))
  await line.say('noise')
  expect([text('other'), text()]).toEqual(['1 noise', '1 meanwhile'])
})
