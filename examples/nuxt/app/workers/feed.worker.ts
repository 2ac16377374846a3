import { text } from 'websocket-store'
import { serve } from 'websocket-store/tabs/worker'

serve(() => ({ codec: text() }))
