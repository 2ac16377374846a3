import { createRoot } from 'react-dom/client'
import { Echo } from './echo'

createRoot(document.body.appendChild(document.createElement('main'))).render(<Echo url="/echo" />)
