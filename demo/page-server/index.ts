export { createPageServer } from './create-page-server'
export type {
  DialRequest,
  Ending,
  PageServer,
  PageServerOptions,
  ReceivedData,
  RestartOptions,
  ServerConnection,
  ServerData,
  ServerEvents,
} from './types'
