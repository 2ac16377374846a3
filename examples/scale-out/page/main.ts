// One socket for all prices and the lobby. The table shows for each channel whether it continued after the socket was lost.
import { channel, createConnection } from 'websocket-store'
import type { Price } from '../src/application/prices'
import { feedOptions } from '../src/client'
import type { Snapshot } from '../src/protocol'
import { element, list, log } from './dom'
import { showGateways } from './gateways'

const SYMBOLS = ['OAK', 'ELM', 'ASH', 'FIR']
const NAMES = ['Anna', 'Ben', 'Chloe', 'Dan', 'Eva', 'Finn', 'Grace', 'Hugo', 'Iris', 'Jack']

// Each tab is a user of its own.
const user = (sessionStorage['user'] ??= `${NAMES[Math.floor(Math.random() * NAMES.length)]}-${Math.floor(Math.random() * 1000)}`) as string
element('user').textContent = user

async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, signal ? { signal } : {})
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return (await response.json()) as T
}

let servedBy = ''
const connection = createConnection(
  new URL('/socket', location.href.replace(/^http/, 'ws')).href,
  feedOptions({
    getToken: async () => (await fetchJson<{ token: string }>(`/token?user=${encodeURIComponent(user)}`)).token,
    loadSnapshot: (name, signal) => fetchJson<Snapshot>(`/snapshot/${name}`, signal),
    onGateway(gateway) {
      if (gateway !== servedBy) log(`${gateway} serves you`)
      servedBy = gateway
    },
  }),
)

function showState(): void {
  const { phase } = connection.getSnapshot()
  element('state').textContent = phase === 'open' ? `${servedBy} serves you.` : `Not connected (${phase}).`
}
connection.on('state', showState)
connection.on('close', ({ code, reason }) => log(`the socket closed: ${code}${reason && `, ${reason}`}`))
showState()

/** One row of the table. */
function showPrice(symbol: string): void {
  const row = (element('prices') as HTMLTableSectionElement).insertRow()
  const cell = (text = '') => {
    const added = row.insertCell()
    added.textContent = text
    return added
  }
  cell(symbol)
  const [value, changes, recovery, lost] = [cell(), cell(), cell(), cell('0')]
  const badge = recovery.appendChild(document.createElement('span'))
  let last = 0

  const prices = channel(connection, `prices.${symbol}`)
  prices.onRecovery((verdict) => {
    badge.textContent = verdict
    badge.className = `badge ${{ fresh: '', resumed: 'good', gap: 'bad' }[verdict]}`
    if (verdict !== 'fresh') log(`${symbol}: ${verdict}`)
  })
  prices.onMessage((message) => {
    if (message.type !== 'message') return
    const price = message.data as Price
    const missing = last === 0 ? 0 : price.count - last - 1
    if (missing > 0) lost.textContent = String(Number(lost.textContent) + missing)
    lost.classList.toggle('lost', lost.textContent !== '0')
    last = price.count
    value.textContent = price.value.toFixed(2)
    changes.textContent = String(price.count)
  })
}
SYMBOLS.forEach(showPrice)

channel(connection, 'rooms.lobby').onMessage((message) => {
  if (message.type !== 'members') return
  list('members', message.users, (item, name) => {
    item.className = 'badge'
    item.textContent = name === user ? `${name} (you)` : name
  })
})

showGateways(() => (connection.getSnapshot().phase === 'open' ? servedBy : ''))
connection.connect()
