/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  // Else Next may take a folder further up for the application's.
  turbopack: { root: import.meta.dirname },
}
