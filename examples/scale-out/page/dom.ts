export const element = (id: string): HTMLElement => document.getElementById(id)!

/** Replaces the items of a list. Keeps its elements, so that a button keeps the focus. */
export function list<T>(id: string, values: readonly T[], show: (item: HTMLElement, value: T) => void): void {
  const parent = element(id)
  while (parent.children.length > values.length) parent.lastElementChild!.remove()
  values.forEach((value, index) => show((parent.children[index] ?? parent.appendChild(document.createElement('li'))) as HTMLElement, value))
}

const MAX_EVENTS = 100

/** Adds a line to the events, the newest first. */
export function log(text: string): void {
  const events = element('events')
  const item = document.createElement('li')
  const time = item.appendChild(document.createElement('time'))
  time.textContent = new Date().toLocaleTimeString('en-GB')
  item.append(text)
  events.prepend(item)
  while (events.children.length > MAX_EVENTS) events.lastElementChild!.remove()
}
