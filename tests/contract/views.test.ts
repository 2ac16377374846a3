import { expect, it } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

everyAdapter(({ mount, serve, options }) => {
  it('useMessages does not change while paused, and afterwards shows the messages that arrived during the pause', async () => {
    const server = await serve()
    const props = { url: server.url, options: options({ notify: 'sync' }) }
    const component = mount('useMessages', props)
    const unpaused = mount('useMessages', props)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => component.shown.length === 1)
    await component.update({ paused: true })
    server.send('2', '3')
    await waitFor(() => unpaused.shown.length === 3)
    expect(component.shown).toEqual(['1'])
    await component.update({ paused: false })
    await waitFor(() => component.shown.length === 3)
    expect(component.shown).toEqual(['1', '2', '3'])
    server.send('4')
    await waitFor(() => component.shown.length === 4)
  })

  it('useMessageReducer reduces messages while paused, and shows the result afterwards', async () => {
    const server = await serve()
    const props = { url: server.url, options: options({ notify: 'sync' }) }
    const reducer = (state: string, message: string) => state + message
    const component = mount('useMessageReducer', { ...props, reducer, initialState: '', paused: true })
    const unpaused = mount('useMessages', props)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('a', 'b')
    await waitFor(() => unpaused.shown.length === 2)
    expect(component.shown).toBe('')
    await component.update({ paused: false })
    await waitFor(() => component.shown === 'ab')
  })

  it('useMessages drops messages that are older than its window, without waiting for another message', async () => {
    const server = await serve()
    const component = mount('useMessages', { url: server.url, options: options({ notify: 'sync' }), windowMs: 300 })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => component.shown.length === 1)
    await waitFor(() => component.shown.length === 0)
  })
})
