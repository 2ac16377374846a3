import { act, render } from '@testing-library/react'
import { StrictMode, Suspense, useLayoutEffect } from 'react'
import { useWebSocket } from 'websocket-store/react'
import { texts } from '../../support/typed'
import { PLACES } from './troupe-settings'
import type { Part, StageKind } from './stage'

/** How often components may render for one act: far more often than they need to, and never without end. */
const MAX_RENDERS = 1000

export const reactStage: StageKind = {
  name: 'React',
  open({ isStrict }) {
    // Of this stage only: what waits for it holds the whole tree.
    const never = new Promise<never>(() => {})
    let renders = 0

    function Player({ part }: { part: Part }) {
      // Nothing else ends a render that leads to another one inside React's `act`, not even the timeout of a test.
      if (++renders > MAX_RENDERS) throw new Error(`rendered ${MAX_RENDERS} times for one act: this would go on for ever`)
      const { url, isEnabled, isHidden, options, shows } = part
      const { data } = useWebSocket(url, texts({ ...options, enabled: isEnabled }))
      useLayoutEffect(() => shows(data))
      if (isHidden) throw never
      return null
    }

    // A root for each place: React 19 retries two suspended boundaries of one root by turns and without end, once an
    // effect updates one of them.
    const roots = Array.from({ length: PLACES }, () => render(null, { wrapper: isStrict ? StrictMode : undefined }))
    return {
      restsHidden: false,
      async render(parts) {
        renders = 0
        act(() =>
          roots.forEach(({ rerender }, place) => {
            const part = parts[place]
            rerender(part && <Suspense>{<Player key={part.key} part={part} />}</Suspense>)
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
