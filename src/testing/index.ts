export { createTestServer } from './server/create-test-server'
export type {
  AcceptOptions,
  DialOptions,
  DialRequest,
  Ending,
  PingAndPong,
  ReceivedData,
  Reply,
  RestartOptions,
  ServerConnection,
  ServerData,
  SlowOptions,
  TestServer,
  TestServerOptions,
} from './server/types'
export type { ClockMode } from './clock/test-clock'
export type { Match, Part } from './messages/matching'
export type { ReceivedOptions } from './messages/record'
