// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { mount } from '@vue/test-utils'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { WebSocket } from 'ws'
import { Count } from '../../../examples/websocketd/count'
import VueCount from '../../../examples/websocketd/count.vue'
import { waitFor } from '../../support/wait-for'
import type { StartedServer } from '../kit/server'
import { websocketd } from './websocketd'

let started: StartedServer
const native = globalThis.WebSocket

beforeAll(async () => {
  // A real page has a global WebSocket.
  globalThis.WebSocket = WebSocket as never
  started = await websocketd('examples/websocketd/count.sh')
})
afterAll(async () => {
  globalThis.WebSocket = native
  await started?.stop()
})
afterEach(() => {
  cleanup()
  getDefaultRegistry().dispose()
})

/** When each line appeared, in ms since the first line. */
async function shownAt(page: { readonly innerHTML: string; querySelectorAll(name: string): ArrayLike<Element> }): Promise<number[]> {
  const times: number[] = []
  for (const count of [1, 2, 3]) {
    await waitFor(() => page.querySelectorAll('li').length === count)
    times.push(performance.now())
  }
  expect(Array.from(page.querySelectorAll('li'), (line) => line.textContent)).toEqual(['1', '2', '3'])
  await waitFor(() => page.innerHTML.includes('closed'))
  return times.map((time) => time - times[0]!)
}

/** Expects intervals of about one second. On a busy machine one line can be late, so the next one seems early. */
function expectSecondsApart([, second = 0, third = 0]: number[]): void {
  expect(second).toBeGreaterThan(500)
  expect(third).toBeGreaterThan(1500)
  expect(third).toBeLessThan(5000)
}

it('a React component shows what a shell script counts, a second apart, and then that it ended', async () => {
  expectSecondsApart(await shownAt(render(<Count url={started.url} />).container))
})

it('a Vue component shows what a shell script counts, a second apart, and then that it ended', async () => {
  const page = mount(VueCount, { props: { url: started.url }, attachTo: document.body })
  expectSecondsApart(await shownAt(page.element.parentElement!))
  page.unmount()
})
