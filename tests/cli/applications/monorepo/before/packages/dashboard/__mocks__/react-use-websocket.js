module.exports = { __esModule: true, default: jest.fn(), ReadyState: { OPEN: 1 } }
