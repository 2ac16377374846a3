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
  UntilOptions,
} from './server/types'
export { createTestChannels } from './channels/create-test-channels'
export type { ChannelAnswer, ChannelMessage, ChannelRequest, TestChannelProtocol, TestChannels, TestChannelsOptions } from './channels/types'
export { matchers } from './matchers/matchers'
export type { MatcherContext, MatcherResult, MessageOf, ServerMatchers } from './matchers/types'
export type { ClockMode } from './clock/test-clock'
export type { Surroundings } from './clock/surroundings'
export type { AsymmetricMatcher, Match, Part } from './messages/matching'
export type { ReceivedOptions } from './messages/record'
export { serverContract } from './contract/server-contract'
export type {
  ContractCase,
  ContractChannel,
  ContractChecks,
  ContractEcho,
  MissingCase,
  RejectedCredentials,
  ServerContract,
  ServerContractOptions,
} from './contract/types'
