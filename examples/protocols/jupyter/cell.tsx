// A cell of a notebook: runs its code and shows the output while it arrives.
import { useEffect, useRef, useState } from 'react'
import type { connect } from './client'

interface CellProps {
  readonly kernel: ReturnType<typeof connect>
  readonly code: string
}

export function Cell({ kernel, code }: CellProps) {
  const [output, setOutput] = useState('')
  const running = useRef<AbortController>(null)

  async function run() {
    // Interrupts the execution before.
    running.current?.abort()
    const controller = (running.current = new AbortController())
    setOutput('')
    try {
      for await (const { header, content } of kernel.execute(code, controller.signal)) {
        if (header.msg_type === 'stream') setOutput((before) => before + String(content.text))
        if (header.msg_type === 'error') setOutput((before) => `${before}${String(content.ename)}: ${String(content.evalue)}`)
      }
    } catch (error) {
      if (!controller.signal.aborted) setOutput(String(error))
    }
  }

  useEffect(() => () => running.current?.abort(), [])

  return (
    <section>
      <button onClick={() => void run()}>Run</button>
      <pre>{output}</pre>
    </section>
  )
}
