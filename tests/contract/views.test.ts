import { expect, it } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

everyAdapter(({ mount, serve, options }) => {
  it('useMessages stands still while paused, and then shows what came meanwhile', async () => {
    const server = await serve()
    const wish = { url: server.url, options: options({ notify: 'sync' }) }
    const component = mount('useMessages', wish)
    const witness = mount('useMessages', wish)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => component.shown.length === 1)
    await component.update({ paused: true })
    server.send('2', '3')
    await waitFor(() => witness.shown.length === 3)
    expect(component.shown).toEqual(['1'])
    await component.update({ paused: false })
    await waitFor(() => component.shown.length === 3)
    expect(component.shown).toEqual(['1', '2', '3'])
    server.send('4')
    await waitFor(() => component.shown.length === 4)
  })

  it('useMessageReducer folds on while paused', async () => {
    const server = await serve()
    const wish = { url: server.url, options: options({ notify: 'sync' }) }
    const reducer = (state: string, message: string) => state + message
    const component = mount('useMessageReducer', { ...wish, reducer, initialState: '', paused: true })
    const witness = mount('useMessages', wish)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('a', 'b')
    await waitFor(() => witness.shown.length === 2)
    expect(component.shown).toBe('')
    await component.update({ paused: false })
    await waitFor(() => component.shown === 'ab')
  })

  it('useMessages lets go of what is older than its window, without another message', async () => {
    const server = await serve()
    const component = mount('useMessages', { url: server.url, options: options({ notify: 'sync' }), windowMs: 300 })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => component.shown.length === 1)
    await waitFor(() => component.shown.length === 0)
  })
})
