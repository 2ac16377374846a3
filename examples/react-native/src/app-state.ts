import { AppState } from 'react-native'
import type { LifecycleOptions } from 'websocket-store'

/**
 * Where a browser tells of its pages, a phone tells of the application: in the background its sockets die without a word, so
 * they are let go of, and dialled again when it comes to the front.
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
