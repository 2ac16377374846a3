import { serve } from 'websocket-store/tabs/worker'
import { servePrices } from './prices-options'

// Runs once for all tabs. It owns the socket, and decodes the messages.
serve(servePrices)
