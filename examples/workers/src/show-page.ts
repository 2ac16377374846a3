import { ReadyState } from 'websocket-store'
import { nameOf } from './name-of'
import type { Port } from './protocol'
import { createRemote, type Remote } from './remote'

/** The page of both examples: two views of one connection, which lives in the worker behind the port. */
export function showPage(port: Port): void {
  const remote = createRemote(port)
  const main = document.body.appendChild(document.createElement('main'))
  const toggle = main.appendChild(document.createElement('button'))
  const room = main.appendChild(document.createElement('div'))

  const join = () => {
    toggle.textContent = 'Leave'
    room.replaceChildren(chat(remote), latest(remote))
    remote.want()
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
  remote.on((news) => {
    if (news.type === 'state') state.textContent = nameOf(news.readyState)
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
  remote.on((news) => {
    if (news.type === 'message') list.appendChild(document.createElement('li')).textContent = news.message
  })
  return form
}

function latest(remote: Remote): HTMLElement {
  const section = document.createElement('section')
  const text = document.createElement('p')
  text.ariaLabel = 'Latest'
  text.textContent = 'nothing yet'
  section.append(heading('Latest', remote), text)
  remote.on((news) => {
    if (news.type === 'message') text.textContent = news.message
  })
  return section
}
