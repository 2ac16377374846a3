import { INPUT_LABEL, type MountFloodApp } from './flood-app'

/** The minimum without a library: a bare socket, a counter, and one update of the page per frame. */
export const mountFloor: MountFloodApp = (root, url, take, onOpen) => {
  const [count, last] = [document.createElement('output'), document.createElement('p')]
  const input = document.createElement('input')
  input.ariaLabel = INPUT_LABEL
  root.append(count, last, input)
  let received = 0
  let latest = ''
  let isDrawn = true
  const socket = new WebSocket(url)
  socket.onopen = onOpen
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    take(data)
    received++
    latest = data
    if (isDrawn) requestAnimationFrame(draw)
    isDrawn = false
  }
  function draw(): void {
    isDrawn = true
    count.textContent = String(received)
    last.textContent = latest
  }
  return (message) => socket.send(message)
}
