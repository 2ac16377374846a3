import { describe, expect, it, onTestFinished } from 'vitest'
import { waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs, type Page } from './support/tabs'

/** The page wants a connection. */
function visit({ registry }: Page, url: string): { readonly counts: readonly number[]; leave: () => void } {
  const counts: number[] = []
  registry.onPageCount((count) => void counts.push(count))
  return { counts, leave: registry.connection(url).retain() }
}

async function startPages(count: number) {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const tabs = startTabs()
  const pages = Array.from({ length: count }, () => tabs.openPage())
  const visits = pages.map((page) => visit(page, server.url))
  await waitFor(() => pages.every(({ registry }) => registry.pageCount === count))
  return { server, tabs, pages, visits }
}

describe('pageCount', () => {
  it('is 0 until a connection is wanted', async () => {
    const server = await startServer()
    onTestFinished(() => server.stop())
    const page = startTabs().openPage()
    const connection = page.registry.connection(server.url)
    expect(page.registry.pageCount).toBe(0)
    connection.retain()
    await waitFor(() => page.registry.pageCount === 1)
  })

  it('follows the pages that open and close', async () => {
    const { server, tabs, pages, visits } = await startPages(2)
    const third = tabs.openPage()
    visit(third, server.url)
    await waitFor(() => [...pages, third].every(({ registry }) => registry.pageCount === 3))
    third.registry.dispose()
    await waitFor(() => pages.every(({ registry }) => registry.pageCount === 2))
    expect(third.registry.pageCount).toBe(0)
    expect(visits[1]!.counts).toEqual([2, 3, 2])
  })

  it('does not count a page that died', async () => {
    const { pages } = await startPages(2)
    pages[0]!.crash()
    await waitFor(() => pages[1]!.registry.pageCount === 1)
  })

  it('does not count a page in the back-forward cache', async () => {
    const { pages } = await startPages(2)
    const [first, second] = pages as [Page, Page]
    first.sleep()
    await waitFor(() => second.registry.pageCount === 1)
    first.wake()
    await waitFor(() => second.registry.pageCount === 2)
    expect(first.registry.pageCount).toBe(2)
  })

  it('counts a page that wants nothing any more', async () => {
    const { pages, visits } = await startPages(2)
    visits[0]!.leave()
    await waitFor(() => pages[0]!.received['left'])
    expect(pages.map(({ registry }) => registry.pageCount)).toEqual([2, 2])
  })

  it('emits nothing after the listener was removed', async () => {
    const { server, tabs, pages } = await startPages(1)
    const counts: number[] = []
    pages[0]!.registry.onPageCount((count) => void counts.push(count))()
    visit(tabs.openPage(), server.url)
    await waitFor(() => pages[0]!.registry.pageCount === 2)
    expect(counts).toEqual([])
  })
})
