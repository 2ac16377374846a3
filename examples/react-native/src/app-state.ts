import { AppState } from 'react-native'
import type { LifecycleOptions } from 'websocket-store'

/**
 * A phone reports the state of the application, like a browser reports the state of a page. In the background its sockets die
 * without an event, so they are abandoned, and dialled again in the foreground.
 */
export const appState: LifecycleOptions = {
  source(emit) {
    const subscription = AppState.addEventListener('change', (state) => {
      if (state === 'background') emit('frozen')
      if (state === 'active') emit('resumed')
    })
    return () => subscription.remove()
  },
}
