import { pause } from '../../../support/wait-for'
import { CHANNELS, SHARED, type FaultContext, type FaultRow } from './fault'
import { MANY_MESSAGES } from './many-messages'
import { waitFor } from './wait-for'

async function inTurn(context: FaultContext): Promise<void> {
  const { openAll, publishTo, untilSockets, feed, note } = context
  const pages = await openAll(3)
  await publishTo(pages, 5)
  await untilSockets(1)
  await context.expectSockets(0)
  if (feed.subscribed('a') !== 1) throw new Error(`channel a was subscribed ${feed.subscribed('a')} times`)
  for (const [index, page] of pages.entries()) await page.call('say', `from ${index}`)
  await waitFor('three messages at the server', () => feed.said.length, (length) => length === 3)
  const { pageCount } = await pages[0]!.report()
  if (pageCount !== null) note(`pageCount ${pageCount}`)
}

export const ROWS: readonly FaultRow[] = [
  { name: 'three tabs share one socket', modes: SHARED, run: inTurn },
  {
    name: 'the first tab is closed',
    modes: SHARED,
    async run(context) {
      const [first, ...others] = await context.openAll(3)
      await context.publishTo([first!, ...others])
      context.gone(first!)
      await first!.tab.close()
      await context.publishTo(others, 3)
      await context.expectNoGap(others)
      await context.untilSockets(1)
      // WebKit may run the worker in the process of the tab, which ends soon after it.
      if (context.mode === 'shared' && context.feed.opened === 2) context.note('the worker ended with the process of the tab, and the others started another one')
      else await context.expectSockets(1)
    },
  },
  {
    name: 'the process of the first tab crashes',
    modes: SHARED,
    needs: ['crash'],
    async run(context) {
      const [first, ...others] = await context.openAll(3)
      await context.publishTo([first!, ...others])
      context.gone(first!)
      // A shared worker may run in the process of the tab that started it.
      const before = context.feed.opened
      const known = new Map(await Promise.all(others.map(async (page) => [page, (await page.report()).phases.length] as const)))
      await first!.tab.crash!()
      const start = performance.now()
      // The server notices it with a delay.
      await pause(300)
      await context.untilSockets(1)
      if (context.feed.opened > before) {
        for (const page of others) await page.until('the loss of the socket', ({ phases }) => phases.length > known.get(page)!)
        for (const page of others) await page.ready()
        context.note(`the socket was lost, another one after ${Math.round(performance.now() - start)} ms`)
      }
      await context.publishTo(others, 3)
      await context.expectNoGap(others)
      await context.untilSockets(1)
      await first!.tab.close()
    },
  },
  {
    name: 'the first tab is frozen for 10 s',
    modes: SHARED,
    needs: ['freeze'],
    async run(context) {
      const [first, ...others] = await context.openAll(3)
      await context.publishTo([first!, ...others])
      await first!.tab.freeze!()
      const end = performance.now() + 10_000
      for (; performance.now() < end; await pause(500)) await context.publishTo(others, 10)
      await first!.tab.thaw!()
      await context.publishTo([first!, ...others])
      await context.expectNoGap([first!, ...others])
      await context.untilSockets(1)
      await context.expectSockets(1)
    },
  },
  {
    name: 'the first tab goes to the back-forward cache and returns',
    modes: SHARED,
    async run(context) {
      const [first, ...others] = await context.openAll(2)
      await context.publishTo([first!, ...others])
      await first!.tab.navigate(`${context.site.url}elsewhere`)
      await context.publishTo(others, 5)
      await pause(1000)
      await context.publishTo(others, 5)
      await first!.tab.back()
      await first!.ready()
      await context.publishTo([first!, ...others])
      await context.expectNoGap([first!, ...others])
      const { restored, notRestored } = await first!.report()
      context.note(restored ? 'restored' : `loaded again: ${notRestored.join(', ') || 'no reason given'}`)
      await context.untilSockets(1)
      await context.expectSockets(1)
    },
  },
  {
    name: 'the only tab goes to the back-forward cache and returns',
    modes: [...SHARED, 'dedicated', 'local'],
    async run(context) {
      const page = await context.open()
      await context.publishTo([page])
      await page.tab.navigate(`${context.site.url}elsewhere`)
      const closed = context.untilSockets(0)
      // A browser may suspend a shared worker with its last page, before it can close the socket.
      await (context.mode === 'shared' ? closed.catch(() => context.note('the socket stays open while the page is in the cache')) : closed)
      for (const key of CHANNELS) context.feed.publish(key)
      await page.tab.back()
      await page.ready()
      await context.publishTo([page])
      await context.expectNoGap([page])
      const { restored, notRestored } = await page.report()
      context.note(restored ? 'restored' : `loaded again: ${notRestored.join(', ') || 'no reason given'}`)
    },
  },
  {
    name: 'the first tab is loaded again',
    modes: SHARED,
    async run(context) {
      const [first, ...others] = await context.openAll(2)
      await context.publishTo([first!, ...others])
      await first!.tab.reload()
      await first!.ready()
      await context.publishTo([first!, ...others], 3)
      await context.expectNoGap([first!, ...others])
      await context.untilSockets(1)
      await context.expectSockets(1)
    },
  },
  {
    name: 'the first tab is loaded again while the others are in the background',
    modes: SHARED,
    needs: ['toBackground'],
    async run(context) {
      const [first, ...others] = await context.openAll(3)
      for (const { tab } of others) await tab.toBackground!()
      await context.publishTo([first!, ...others])
      await first!.tab.reload()
      await first!.ready()
      await context.publishTo([first!, ...others], 3)
      await context.expectNoGap(others)
      await context.untilSockets(1)
      await context.expectSockets(1)
    },
  },
  {
    name: 'the only tab is loaded again',
    modes: SHARED,
    async run(context) {
      const page = await context.open()
      await context.publishTo([page])
      await page.tab.reload()
      await page.ready()
      await context.publishTo([page], 3)
      await context.untilSockets(1)
      context.note(`${context.feed.opened} sockets`)
    },
  },
  {
    name: 'all tabs are in the background for 5 s',
    modes: SHARED,
    needs: ['toBackground'],
    async run(context) {
      const pages = await context.openAll(2)
      for (const { tab } of pages) await tab.toBackground!()
      const end = performance.now() + 5000
      for (; performance.now() < end; await pause(250)) await context.publishTo(pages, 10)
      for (const { tab } of pages) await tab.toFront!()
      await context.publishTo(pages)
      await context.expectSockets(0)
    },
  },
  {
    name: 'a tab is opened while the first tab is busy for 5 s',
    modes: SHARED,
    async run(context) {
      const first = await context.open()
      await context.publishTo([first])
      await first.call('block', 5000)
      const start = performance.now()
      const second = await context.open()
      await context.publishTo([second], 3)
      context.note(`it had messages after ${((performance.now() - start) / 1000).toFixed(1)} s`)
      await context.publishTo([first, second], 3)
      await context.expectNoGap([first, second])
      await context.untilSockets(1)
      await context.expectSockets(0)
    },
  },
  {
    name: 'the network cuts the socket',
    modes: SHARED,
    async run(context) {
      const pages = await context.openAll(3)
      for (let cut = 0; cut < 3; cut++) {
        await context.publishTo(pages, 3)
        context.feed.terminateAll()
      }
      await context.publishTo(pages, 3)
      await context.expectNoGap(pages)
      await context.untilSockets(1)
    },
  },
  {
    name: 'each tab has a socket, in a worker of its own',
    modes: ['dedicated'],
    async run(context) {
      const [first, ...others] = await context.openAll(3)
      await context.publishTo([first!, ...others])
      await context.untilSockets(3)
      context.gone(first!)
      await first!.tab.close()
      await context.untilSockets(2)
      context.feed.terminateAll()
      await context.publishTo(others, 3)
    },
  },
  ...MANY_MESSAGES,
]
