import { ReadyState } from 'websocket-store'
import { nameOf } from './name-of'
import type { Port } from './protocol'
import { createRemote, type Remote } from './remote'

/** The page of both examples: two views of one connection. The worker behind the port owns the connection. */
export function showPage(port: Port): void {
  const remote = createRemote(port)
  const main = document.body.appendChild(document.createElement('main'))
  const toggle = main.appendChild(document.createElement('button'))
  const room = main.appendChild(document.createElement('div'))

  const join = () => {
    toggle.textContent = 'Leave'
    room.replaceChildren(chat(remote), latest(remote))
    remote.join()
  }
  const leave = () => {
    toggle.textContent = 'Join'
    room.replaceChildren()
    remote.leave()
  }
  toggle.onclick = () => (room.firstChild ? leave() : join())
  join()
}

function heading(name: string, remote: Remote): HTMLElement {
  const state = document.createElement('output')
  state.textContent = nameOf(ReadyState.CONNECTING)
  remote.on((message) => {
    if (message.type === 'state') state.textContent = nameOf(message.readyState)
  })
  const title = document.createElement('h2')
  title.append(`${name}, `, state)
  return title
}

function chat(remote: Remote): HTMLElement {
  const form = document.createElement('form')
  const input = document.createElement('input')
  const button = document.createElement('button')
  const list = document.createElement('ul')
  input.ariaLabel = 'Message'
  button.textContent = 'Send'
  form.append(heading('Chat', remote), input, button, list)
  form.onsubmit = (event) => {
    event.preventDefault()
    remote.send(input.value)
    input.value = ''
  }
  remote.on((message) => {
    if (message.type === 'message') list.appendChild(document.createElement('li')).textContent = message.message
  })
  return form
}

function latest(remote: Remote): HTMLElement {
  const section = document.createElement('section')
  const text = document.createElement('p')
  text.ariaLabel = 'Latest'
  text.textContent = 'nothing yet'
  section.append(heading('Latest', remote), text)
  remote.on((message) => {
    if (message.type === 'message') text.textContent = message.message
  })
  return section
}
