import { expect, it, vi } from 'vitest'
import { createLazyPort } from '../../src/tabs/page/lazy-port'
import { createPortEnd } from '../../src/tabs/protocol/port-end'

/** A lazy port whose other end is made by `open`. */
function startLazy() {
  const sent: unknown[] = []
  const closeTarget = vi.fn()
  const target = createPortEnd((message) => void sent.push(message), closeTarget)
  let open = () => {}
  let fail = (_error: Error) => {}
  const port = createLazyPort(
    () =>
      new Promise((resolve, reject) => {
        open = () => resolve(target.port)
        fail = reject
      }),
  )
  const received: unknown[] = []
  const closed = vi.fn()
  port.addEventListener('message', ({ data }) => received.push(data))
  port.addEventListener('close', closed)
  port.start()
  return { port, target, sent, received, closed, closeTarget, open: () => open(), fail: (error: Error) => fail(error) }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

it('passes what was posted before it opened, in order, as it was then', async () => {
  const { port, sent, open } = startLazy()
  const message = { n: 1 }
  port.postMessage(message)
  message.n = 3
  port.postMessage({ n: 2 })
  open()
  await settled()
  port.postMessage(message)
  expect(sent).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
})

it('refuses a message that cannot be copied before it opened', () => {
  expect(() => startLazy().port.postMessage(() => {})).toThrow('could not be cloned')
})

it('receives what the other end posts', async () => {
  const { target, received, open } = startLazy()
  open()
  await settled()
  target.receive('news')
  expect(received).toEqual(['news'])
})

it('closes when it cannot be opened', async () => {
  const { closed, fail } = startLazy()
  fail(new Error('The file is gone.'))
  await settled()
  expect(closed).toHaveBeenCalledTimes(1)
})

it('closes the other end that opens too late', async () => {
  const { port, closeTarget, sent, open } = startLazy()
  port.postMessage('hello')
  port.close()
  open()
  await settled()
  expect(closeTarget).toHaveBeenCalledTimes(1)
  expect(sent).toEqual([])
})
