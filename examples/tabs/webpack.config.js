import HtmlPlugin from 'html-webpack-plugin'

const pages = ['index', 'dedicated']
const title = 'websocket-store in a worker'

/** @type {import('webpack').Configuration} */
export default {
  mode: 'production',
  entry: { index: './src/shared.tsx', dedicated: './src/dedicated.tsx' },
  output: { path: `${import.meta.dirname}/dist/webpack` },
  optimization: { splitChunks: { chunks: 'all' } },
  performance: { hints: false },
  resolve: { extensions: ['.tsx', '.ts', '.js'] },
  module: { rules: [{ test: /\.tsx?$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
  plugins: pages.map((page) => new HtmlPlugin({ title, filename: `${page}.html`, chunks: [page] })),
}
