import { createRoot } from 'react-dom/client'
import { Echo } from './echo'

/** Put in by vite.config.ts. */
declare const ECHO_URL: string

createRoot(document.body.appendChild(document.createElement('main'))).render(<Echo url={ECHO_URL} />)
