import { act, render } from '@testing-library/react'
import { StrictMode, Suspense, useLayoutEffect } from 'react'
import { useWebSocket } from 'websocket-store/react'
import { texts } from '../../support/typed'
import { PLACES } from './model-settings'
import type { ComponentInputs, AppDriverKind } from './app-driver'

/** How often components may render for one command: far more often than they need to. */
const MAX_RENDERS = 1000

export const reactAppDriver: AppDriverKind = {
  name: 'React',
  open({ isStrict }) {
    // Never shared between drivers: whatever waits for it keeps the whole tree alive.
    const never = new Promise<never>(() => {})
    let renders = 0

    function Component({ inputs }: { inputs: ComponentInputs }) {
      // Nothing else ends a render that leads to another one inside React's `act`, not even the timeout of a test.
      if (++renders > MAX_RENDERS) throw new Error(`rendered ${MAX_RENDERS} times for one command: this is an endless loop`)
      const { url, isEnabled, isHidden, options, onShown } = inputs
      const { data } = useWebSocket(url, texts({ ...options, enabled: isEnabled }))
      useLayoutEffect(() => onShown(data))
      if (isHidden) throw never
      return null
    }

    // One root for each place: once an effect updates one of two suspended boundaries in one root, React 19 retries both
    // in an endless loop.
    const roots = Array.from({ length: PLACES }, () => render(null, { wrapper: isStrict ? StrictMode : undefined }))
    return {
      isIdleWhenHidden: false,
      async render(all) {
        renders = 0
        act(() =>
          roots.forEach(({ rerender }, place) => {
            const inputs = all[place]
            rerender(inputs && <Suspense>{<Component key={inputs.key} inputs={inputs} />}</Suspense>)
          }),
        )
      },
      async during(run) {
        renders = 0
        act(run)
      },
      end: () => act(() => roots.forEach(({ unmount }) => unmount())),
    }
  },
}
