module.exports = { preset: '@react-native/jest-preset', testMatch: ['<rootDir>/src/**/*.test.tsx'], testTimeout: 60_000 }
