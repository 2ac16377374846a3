// Imported before the program of a gateway whose memory is measured: collects the garbage on SIGUSR2.
process.on('SIGUSR2', () => {
  globalThis.gc!()
  console.log('collected')
})
