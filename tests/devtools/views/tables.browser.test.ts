import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { channelRecord } from './records'
import { PHONE, useViews, type ViewPage } from './use-view'

const openView = useViews()

const emptyTexts = (view: ViewPage) => view.page.locator('.vw-empty:visible').allInnerTexts()
const cells = async (view: ViewPage, table: string) => {
  const rows = await view.page.getByRole('table', { name: table }).getByRole('row').all()
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
}

describe('the queue', () => {
  const open = (context?: BrowserContextOptions) => openView('queue', context)
  const messages = (view: ViewPage) => view.page.locator('.qu-list li').allInnerTexts()
  const summary = (view: ViewPage) => view.page.locator('.vw-summary').innerText()

  it('says why it is empty', async () => {
    const view = await open()
    expect(await emptyTexts(view)).toEqual(['Choose a connection to see the messages that wait for its socket to open.'])
    await view.add()
    expect(await emptyTexts(view)).toEqual(['No message waits: the socket is open, so each message is sent at once.'])
    await view.change({ snapshot: { phase: 'waiting' } })
    expect(await emptyTexts(view)).toEqual(['No message waits: what is sent before the socket opens will be listed here.'])
  })

  it('lists the waiting messages, oldest first, and what the socket buffers', async () => {
    const view = await open()
    await view.add({ queue: ['{"n":1}', '{"n":2}'], bufferedAmount: 4200, snapshot: { queued: 2, phase: 'waiting' } })
    expect(await messages(view)).toEqual(['{"n":1}', '{"n":2}'])
    expect(await summary(view)).toBe('2 messages waiting · 4.2 kB in the buffer of the socket')
    await view.change({ queue: ['{"n":2}'], bufferedAmount: 0, snapshot: { queued: 1 } })
    expect(await messages(view)).toEqual(['{"n":2}'])
    expect(await summary(view)).toBe('1 message waiting · 0 B in the buffer of the socket')
  })

  it('says how many messages of a long queue are not shown', async () => {
    const view = await open()
    await view.add({ queue: Array.from({ length: 1000 }, (_, n) => String(n)), snapshot: { queued: 5000, phase: 'waiting' } })
    expect(await messages(view)).toHaveLength(200)
    expect(await view.page.locator('.vw-more').innerText()).toBe('4,800 more messages not shown.')
  })

  it('is cleared with "Clear", once, which keeps the focus', async () => {
    const view = await open()
    await view.add({ queue: ['1', '2'], snapshot: { queued: 2, phase: 'waiting' } })
    await view.button('Clear').focus()
    await view.page.keyboard.press('Enter')
    expect(await view.calls()).toEqual(['clearQueue wss://host.test/1'])
    expect(await view.announced()).toEqual(['Cleared 2 messages.'])
    await view.change({ queue: [], snapshot: { queued: 0 } })
    expect(await view.button('Clear').getAttribute('aria-disabled')).toBe('true')
    await view.page.keyboard.press('Enter')
    expect(await view.calls()).toHaveLength(1)
    expect(await view.focused()).toBe('Clear')
  })

  it('cannot be cleared in an imported session', async () => {
    const view = await open()
    await view.add({ connection: null, queue: ['1'], snapshot: { queued: 1 } })
    await view.button('Clear').click({ force: true })
    expect(await view.calls()).toEqual([])
  })

  it('shows a message as text, whatever it contains', async () => {
    const view = await open()
    await view.add({ queue: ['<img src=x onerror=alert(1)>'], snapshot: { queued: 1 } })
    expect(await messages(view)).toEqual(['<img src=x onerror=alert(1)>'])
    expect(await view.page.locator('img').count()).toBe(0)
  })
})

describe('the channels', () => {
  const open = (context?: BrowserContextOptions) => openView('channels', context)
  const CHANNELS = [
    channelRecord('orders', { position: '{"offset":12}', recovery: 'resumed', holders: 2, messages: 1204 }),
    channelRecord('prices/EUR', { status: 'error', error: 'subscribe-timeout: The server did not confirm the channel.', recovery: 'gap' }),
  ]

  it('are explained when there are none', async () => {
    const view = await open()
    expect(await emptyTexts(view)).toEqual(['Choose a connection to see its channels.'])
    await view.add()
    expect(await emptyTexts(view)).toEqual(['This connection has no channels: they appear when a component uses one.'])
  })

  it('are a table', async () => {
    const view = await open()
    await view.add({ channels: CHANNELS })
    expect(await cells(view, 'Channels')).toEqual([
      ['Channel', 'Status', 'Position', 'Recovery', 'Holders', 'Messages', 'Error', 'Action'],
      ['orders', 'subscribed', '{"offset":12}', 'resumed', '2', '1,204', '–', 'Resubscribe'],
      ['prices/EUR', 'error', '–', 'gap', '1', '0', 'subscribe-timeout: The server did not confirm the channel.', 'Resubscribe'],
    ])
  })

  it('are subscribed again with the button of their row', async () => {
    const view = await open()
    await view.add({ channels: CHANNELS })
    await view.button('Resubscribe prices/EUR').focus()
    await view.mark('tbody tr')
    await view.page.keyboard.press('Enter')
    expect(await view.calls()).toEqual(['resubscribe wss://host.test/1 "prices/EUR"'])
    expect(await view.announced()).toEqual(['Subscribed again: prices/EUR.'])
    await view.change({ channels: [CHANNELS[0]!, channelRecord('prices/EUR', { status: 'subscribing' })] })
    expect((await cells(view, 'Channels'))[2]?.[1]).toBe('subscribing')
    expect(await view.marked('tbody tr')).toBe(2)
    expect(await view.focused()).toBe('Resubscribe prices/EUR')
    await view.change({ channels: [CHANNELS[0]!] })
    expect(await view.focused()).toBe('Channels')
  })

  it('cannot be subscribed again in an imported session', async () => {
    const view = await open()
    await view.add({ connection: null, channels: CHANNELS })
    expect(await view.page.getByRole('button').count()).toBe(0)
  })

  it('are cards on a phone, without scrolling sideways', async () => {
    const view = await open(PHONE)
    await view.add({ channels: [...CHANNELS, channelRecord('a'.repeat(200), { position: '9'.repeat(100) })] })
    await view.expectNoSidewaysScroll()
    expect((await view.button('Resubscribe orders').boundingBox())!.height).toBeGreaterThanOrEqual(32)
    expect(await view.page.getByRole('table', { name: 'Channels' }).getByRole('row').count()).toBe(4)
  })
})

describe('the options', () => {
  const open = (context?: BrowserContextOptions) => openView('options', context)
  const inspection = {
    demand: 3,
    holders: [{ name: 'owner', names: ['queue'] }, { name: 'component 1', names: ['heartbeat', 'codec'] }, { name: 'component 2', names: [] }],
    options: [
      { name: 'codec', value: 'json', from: 'component 1' },
      { name: 'heartbeat', value: '{ intervalMs: 20000, isPong: function isPong }', from: 'component 1' },
      { name: 'lingerMs', value: '500', from: 'registry' },
    ],
    channels: [],
  }

  it('are explained when there are none', async () => {
    const view = await open()
    expect(await emptyTexts(view)).toEqual(['Choose a connection to see its options and who gives them.'])
    await view.add({ inspection: { demand: 0, holders: [], options: [], channels: [] } })
    expect(await emptyTexts(view)).toEqual([
      'No option was given: the defaults apply.',
      'Nobody holds this connection now: it keeps the options of its last holder.',
    ])
    expect(await view.page.locator('.vw-summary').innerText()).toBe('Demand: 0. Nothing wants this connection, so it does not dial.')
  })

  it('are a table with who gives each, above the holders in order and the demand', async () => {
    const view = await open()
    await view.add({ inspection })
    expect(await cells(view, 'Options in force')).toEqual([
      ['Option', 'Value', 'Given by'],
      ['codec', 'json', 'component 1'],
      ['heartbeat', '{ intervalMs: 20000, isPong: function isPong }', 'component 1'],
      ['lingerMs', '500', 'registry'],
    ])
    expect(await view.page.locator('.op-holders li').allInnerTexts()).toEqual([
      'owner gives queue',
      'component 1 gives heartbeat, codec',
      'component 2 gives no options',
    ])
    expect(await view.page.locator('.vw-summary').innerText()).toBe('Demand: 3 (components, retain() and connect()).')
    await view.change({ inspection: { ...inspection, demand: 1, options: [{ name: 'codec', value: 'text', from: 'former component' }] } })
    expect(await cells(view, 'Options in force')).toEqual([['Option', 'Value', 'Given by'], ['codec', 'text', 'former component']])
  })

  it('are readable on a phone', async () => {
    const view = await open(PHONE)
    await view.add({ inspection: { ...inspection, options: [{ name: 'x'.repeat(80), value: 'y'.repeat(300), from: 'z'.repeat(80) }] } })
    await view.expectNoSidewaysScroll()
  })
})
