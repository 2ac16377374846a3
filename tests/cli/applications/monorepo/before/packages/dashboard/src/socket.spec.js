jest.mock('react-use-websocket')
const { useFeed } = require('./socket')
const { default: useWebSocket } = jest.requireMock('react-use-websocket')

it('calls the hook', () => {
  useWebSocket.mockReturnValue({ readyState: 1 })
  useFeed()
  expect(useWebSocket).toHaveBeenCalledTimes(1)
})
