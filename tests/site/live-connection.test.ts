import { expect, it, onTestFinished } from 'vitest'
import { createDemo, type Demo } from '../../docs/.vitepress/theme/live/connection/demo'
import { untilPhase, waitFor } from '../support/wait-for'

async function start(): Promise<Demo> {
  const demo = createDemo()
  onTestFinished(() => demo.dispose())
  await untilPhase(demo.connection, 'open')
  await saw(demo, '3 channels subscribed')
  return demo
}

const texts = ({ timeline }: Demo) => timeline.entries.get().map(({ text }) => text)
const saw = (demo: Demo, text: string) => waitFor(() => texts(demo).some((each) => each.includes(text)))

/** Sends a message during the fault, waits until everything has recovered, and checks that nothing is lost or doubled. */
async function recovers(demo: Demo, verdict: string): Promise<void> {
  demo.messages.send('during the fault')
  await saw(demo, 'Connected again after')
  await saw(demo, verdict)
  await waitFor(() => demo.messages.list.get().every(({ isDelivered }) => isDelivered))
  expect([...demo.market.received.keys()]).toEqual(['m1'])
  const { delivered } = demo.tally.get()
  await waitFor(() => demo.tally.get().delivered > delivered + 3)
  expect(demo.tally.get()).toMatchObject({ lost: 0, repeated: 0 })
}

it('resumes its channels after a cut, and delivers the message that was sent meanwhile', async () => {
  const demo = await start()
  demo.cause('cut')
  await untilPhase(demo.connection, 'waiting')
  await recovers(demo, '3 channels resumed')
  expect(texts(demo)).toContain('Closed with 1006, without a close frame')
  expect(texts(demo)).toContain('1 waiting message sent')
})

it('retries while the server refuses connections', async () => {
  const demo = await start()
  demo.cause('refuse')
  await saw(demo, 'Retry 2 in')
  demo.cause('refuse')
  await recovers(demo, '3 channels resumed')
})

it('finds the half-open connection, and delivers the message that it swallowed', async () => {
  const demo = await start()
  demo.cause('silence')
  await recovers(demo, '3 channels resumed')
  expect(texts(demo)).toContain('No answer to the heartbeat: the socket is replaced')
})

it('loads what is missing after a restart of the server', async () => {
  const demo = await start()
  demo.cause('restart')
  await untilPhase(demo.connection, 'waiting')
  await recovers(demo, '3 channels with a gap')
  expect(texts(demo)).toContain('Closed with 1001, in order')
})
