// The state of each gateway, with the buttons that kill it.
import type { GatewayStatus, Status } from '../demo/control'
import { list, log } from './dom'

const POLL_MS = 1000

interface Row {
  readonly name: string
  readonly isUp: boolean
  readonly state: string
  readonly details: string
  /** The texts of its buttons, and the signals that they send. */
  readonly buttons: Readonly<Record<string, string>>
}

const KILL = { Kill: 'SIGKILL' }

function gatewayRow({ name, health }: GatewayStatus, servedBy: string): Row {
  if (!health) return { name, isUp: false, state: 'down', details: 'starts again soon', buttons: { Drain: 'SIGTERM', ...KILL } }
  const state = `${health.ok ? 'ready' : 'not ready'}${name === servedBy ? ', serves you' : ''}`
  const details = `${health.sockets} ${health.sockets === 1 ? 'socket' : 'sockets'}, read up to ${health.last}`
  return { name, isUp: health.ok, state, details, buttons: { Drain: 'SIGTERM', ...KILL } }
}

function engineRow({ engine, gateways }: Status): Row {
  const isUp = gateways.some(({ health }) => health?.engine)
  return { name: engine, isUp, state: isUp ? 'connected' : 'down', details: 'the engine', buttons: KILL }
}

function show(item: HTMLElement, { name, isUp, state, details, buttons }: Row): void {
  if (item.childElementCount === 0) {
    item.innerHTML = '<span class="name"><span></span> <span></span><small></small></span>'
    for (const [text, signal] of Object.entries(buttons)) {
      const button = item.appendChild(document.createElement('button'))
      button.textContent = text
      button.ariaLabel = `${text} ${name}`
      button.onclick = () => {
        log(`${text} ${name}`)
        void fetch(`/demo/${signal}/${name}`, { method: 'POST' })
      }
    }
  }
  const [title, badge, small] = item.querySelectorAll<HTMLElement>('.name > *')
  title!.textContent = name
  badge!.textContent = state
  badge!.className = `badge ${isUp ? 'good' : 'bad'}`
  small!.textContent = details
  for (const button of item.querySelectorAll('button')) button.disabled = state === 'down'
}

export function showGateways(servedBy: () => string): void {
  async function poll(): Promise<void> {
    try {
      const status = (await (await fetch('/demo/status')).json()) as Status
      list('gateways', [...status.gateways.map((each) => gatewayRow(each, servedBy())), engineRow(status)], show)
    } catch {
      // The demo was stopped. It may start again.
    }
    setTimeout(() => void poll(), POLL_MS)
  }
  void poll()
}
