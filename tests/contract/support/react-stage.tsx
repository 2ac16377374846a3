import { act, render } from '@testing-library/react'
import { StrictMode, Suspense, useLayoutEffect } from 'react'
import { useWebSocket } from 'websocket-store/react'
import type { Part, StageKind } from './stage'

const never = new Promise<never>(() => {})

function Player({ part }: { part: Part }) {
  const { url, isEnabled, isHidden, options, shows } = part
  const { data } = useWebSocket<string, string>(url, { ...options, enabled: isEnabled })
  useLayoutEffect(() => shows(data))
  if (isHidden) throw never
  return null
}

function Company({ parts }: { parts: readonly (Part | null)[] }) {
  return parts.map((part, place) => part && <Suspense key={place}>{<Player key={part.key} part={part} />}</Suspense>)
}

export const reactStage: StageKind = {
  name: 'React',
  open({ isStrict }) {
    const show = (parts: readonly (Part | null)[]) =>
      isStrict ? (
        <StrictMode>
          <Company parts={parts} />
        </StrictMode>
      ) : (
        <Company parts={parts} />
      )
    const { rerender, unmount } = render(show([]))
    return {
      restsHidden: false,
      async render(parts) {
        rerender(show(parts))
      },
      async during(run) {
        act(run)
      },
      end: unmount,
    }
  },
}
