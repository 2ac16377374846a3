'use client'

import { useState } from 'react'
import { Chat } from './chat'
import { Latest } from './latest'

export function Room({ url }: { url: string }) {
  const [isHere, setIsHere] = useState(true)
  return (
    <>
      <button onClick={() => setIsHere(!isHere)}>{isHere ? 'Leave' : 'Join'}</button>
      {isHere && (
        <>
          <Chat url={url} />
          <Latest url={url} />
        </>
      )}
    </>
  )
}
