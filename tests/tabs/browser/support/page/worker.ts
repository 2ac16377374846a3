import { serve } from 'websocket-store/tabs/worker'
import { feedOptions } from './feed'

serve(() => feedOptions)
