import { CHANNELS, SHARED, type FaultRow } from './fault'

/** Rows with more messages than tabs read at once. */
export const MANY_MESSAGES: readonly FaultRow[] = [
  {
    name: '20,000 messages while tabs freeze, crash, reload, sleep, close, and the network fails',
    modes: SHARED,
    async run(context) {
      const { feed, site } = context
      const [stays, freezes, reloads, sleeps, crashes, closes] = await context.openAll(6)
      const flood = feed.flood(CHANNELS, 20_000, 2)
      await freezes!.tab.freeze?.()
      await reloads!.tab.reload()
      feed.terminateAll()
      await sleeps!.tab.navigate(`${site.url}elsewhere`)
      context.gone(closes!)
      await closes!.tab.close()
      context.gone(crashes!)
      await crashes!.tab.crash?.()
      await sleeps!.tab.back()
      await freezes!.tab.thaw?.()
      feed.terminateAll()
      await flood
      const pages = [stays!, freezes!, reloads!, sleeps!]
      for (const page of pages) await page.ready()
      await context.publishTo(pages)
      await crashes!.tab.close()
      await context.untilSockets(1)
      const logs = await Promise.all(pages.map(async (page) => (await page.report()).channels[CHANNELS[0]!]!.log))
      const count = (verdict: string) => logs.flat().filter((entry) => entry === verdict).length
      context.note(`${count('resumed')} times resumed, ${count('gap')} gaps, ${feed.opened} sockets`)
    },
  },
  {
    name: '20,000 messages at once',
    modes: [...SHARED, 'dedicated', 'local'],
    async run(context) {
      const pages = await context.openAll(2)
      for (const page of pages) await page.call('measure')
      const start = performance.now()
      await context.feed.flood(CHANNELS, 20_000, Infinity)
      for (const page of pages) await page.untilHas(5000, 30_000)
      const ms = Math.round(performance.now() - start)
      const gaps = await Promise.all(pages.map(async (page) => (await page.report()).longestGapMs))
      context.note(`read after ${ms} ms, longest pause of a timer of 10 ms: ${Math.max(...gaps)} ms`)
    },
  },
]
