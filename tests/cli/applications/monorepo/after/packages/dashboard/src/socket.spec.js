jest.mock('websocket-store/compat/react-use-websocket')
const { useFeed } = require('./socket')
const { default: useWebSocket } = jest.requireMock('websocket-store/compat/react-use-websocket')

it('calls the hook', () => {
  useWebSocket.mockReturnValue({ readyState: 1 })
  useFeed()
  expect(useWebSocket).toHaveBeenCalledTimes(1)
})
